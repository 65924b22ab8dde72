-- Why: a check's lateness and its interval must be known to whichever node makes the next one.
-- fire_at: when it is due; n: index of the interval that ends then; began_at: when the job came to
-- be tracked; seen: the job's last fact when it was last looked at.
alter table kinoloom.timer
  add column began_at timestamptz not null default clock_timestamp(),
  add column seen int not null default 0;

-- Why: how long something will take is told from how long the like of it took: a histogram a stage,
-- provider, model and size class. Statistics, no truth: what a dying node had not yet added is lost.
create table kinoloom.duration (
  stage text not null check (length(stage) <= 100),
  provider text not null check (length(provider) <= 100),
  model text not null check (length(model) <= 100),
  size smallint not null,   -- half octaves of what the stage counts in
  bucket smallint not null, -- quarter octaves of milliseconds
  n bigint not null check (n >= 0),
  told_at timestamptz not null default clock_timestamp(),
  primary key (stage, provider, model, size, bucket)
);
