-- Why: what a key may store is one of its rules, and unlimited unless it is said.
alter table kinoloom.vkey
  add column storage_max bigint check (storage_max > 0); -- bytes of its files; null = no limit
