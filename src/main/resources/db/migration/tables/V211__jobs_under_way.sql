-- Why: operators ask what of a key is under way, or held, while its history is long. The state is in
-- the predicates of job_line already, so no update that was HOT is HOT no more.
create index job_under_way on kinoloom.job (key_id, id) where state in (1, 2, 3);
