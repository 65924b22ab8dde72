-- Why: one body for both ways to hand the payloads over; nodes of the version before send jsonb[].
create or replace function engine_1.accept(
  keys int[], idems text[], hashes bytea[], pl jsonb[], lanes smallint[])
returns table(o_ord int, o_id bigint, o_what int)
language plpgsql
set search_path = kinoloom, engine_1, pg_temp
as $$
begin
  return query
  select a.o_ord, a.o_id, a.o_what from accept(keys, idems, hashes, pl::text[], lanes) a;
end $$;
