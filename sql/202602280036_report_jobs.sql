-- Pauses that end by themselves, and what was enqueued lately of a type, which the runner of report jobs tells.
ALTER TABLE job_schedule
    ADD COLUMN resume_at DATETIME(6) NULL COMMENT 'when the pause ends by itself; NULL: when somebody ends it' AFTER pause_reason,
    ADD KEY job_schedule_resume (resume_at, id),
    ADD KEY job_schedule_last (type, last_at, id);
