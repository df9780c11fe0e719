-- Persons are found by an index in memory, made of the sealed records when the server starts (docs/adr/0033). Keyed
-- digests of names, which a link run wrote for each of their misspellings, are needed no more.
DROP TABLE search_key;
DROP TABLE person_word;
