// A library needs one source, even a module of headers only.
