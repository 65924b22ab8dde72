-- A paused key's jobs are accepted and not started.
create function engine_1.key_pause(k int, p boolean) returns void
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  perform 1 from vkey where key_id = k for update;
  update vkey set paused = p, ready_at = case when p then null else ready_at end where key_id = k;
  perform key_ready(k);
end $$;
