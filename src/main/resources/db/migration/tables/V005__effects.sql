-- Why: a call that costs money is written down before it is made, and its handle after it.
create table kinoloom.effect (
  id bigint generated always as identity primary key,
  job_id bigint not null,
  no int not null,
  epoch int not null,
  -- 0 intent (may have been sent), 1 handle known,
  -- 2 void (surely not sent, refused, failed or cancelled there), 3 fetched
  state smallint not null default 0 check (state in (0, 1, 2, 3)),
  handle text,
  seen int,  -- the task's epoch when it was last resolved
  note text  -- what is known about the bill
);

-- A second create cannot even be written while the first may stand, or has been fetched.
create unique index effect_one on kinoloom.effect (job_id, no) where state <> 2;
