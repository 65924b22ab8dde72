-- Why: the same work inside the same key is not done twice. finish keeps each result that carries
-- the content hash of its inputs; the first one stands.
create table kinoloom.checkpoint (
  key_id int not null,
  hash text collate "C" not null,
  result jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (key_id, hash)
);
