// Asio and Beast are compiled here, once: *_SEPARATE_COMPILATION is set for the whole module.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
