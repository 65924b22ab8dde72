-- Why: one body for admit and start. Same promises, same answers as V111: how many started.
create or replace function engine_1.admit(want int, my_slots smallint[]) returns int
language plpgsql
set search_path = kinoloom, engine_1, pg_temp
as $$
begin
  return (
    select s.o_started from start(want, my_slots, 0, '{}', '{}') s where s.o_started is not null);
end $$;
