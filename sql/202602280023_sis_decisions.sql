-- What people decided about a plan that waits, and the second run that carries such a plan out.
ALTER TABLE sis_import
    ADD COLUMN apply_run_id  BINARY(16)    NULL COMMENT 'the run that applies a plan that waited; run_id is the one that made it',
    ADD COLUMN left_state    VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'where it stood when its run failed or was cancelled; a restart goes on there',
    ADD COLUMN decided_by    VARCHAR(255)  NULL,
    ADD COLUMN decided_at    DATETIME(6)   NULL,
    ADD COLUMN decision_note VARCHAR(1000) NULL COMMENT 'why it was rejected, if anybody said so',
    ADD KEY sis_import_apply_run (apply_run_id);
