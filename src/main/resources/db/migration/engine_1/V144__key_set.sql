-- A key's share, head start, limits; null = as it is.
create function engine_1.key_set(
  k int, w real, hs interval, conc smallint, most int, blocks boolean)
returns void
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  perform 1 from vkey where key_id = k for update;
  update vkey
  set weight = coalesce(w, weight),
    head_start = coalesce(hs, head_start),
    max_concurrent = coalesce(conc, max_concurrent),
    max_open = coalesce(most, max_open),
    dead_blocks = coalesce(blocks, dead_blocks),
    ready_at = null
  where key_id = k;
  perform key_ready(k);
end $$;
