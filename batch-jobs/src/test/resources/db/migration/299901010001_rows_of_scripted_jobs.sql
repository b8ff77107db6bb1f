-- What the tests' scripted job writes. No key: a row written twice shows as two.
CREATE TABLE test_row (
    run_id  BINARY(16) NOT NULL,
    n       INT        NOT NULL
) ENGINE = InnoDB;
