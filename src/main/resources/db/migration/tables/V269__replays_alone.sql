-- Why: hardly any job is a replay, but each had its entry, of nothing, in the index that lets no job
-- be replayed twice.
create unique index job_replay on kinoloom.job (replay_of) where replay_of is not null;
alter table kinoloom.job drop constraint job_replay_of_key;
