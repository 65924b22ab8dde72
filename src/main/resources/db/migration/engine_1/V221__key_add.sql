-- A new key with its first secret (the hash of it) and its rules, with its audit entry; answers its
-- id. null among the rules = the default.
create function engine_1.key_add(
  who text, nm text, secret text, sl smallint, w real, hs interval, conc smallint, most int,
  blocks boolean, p boolean)
returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  k int;
begin
  insert into vkey(name, slot, weight, head_start, max_concurrent, max_open, dead_blocks, paused)
  values (
    nm, sl, coalesce(w, 1), coalesce(hs, '0'), coalesce(conc, 1::smallint),
    coalesce(most, 1000000), coalesce(blocks, false), coalesce(p, false))
  returning key_id into k;
  insert into api_key(hash, key_id) values (secret, k);
  insert into audit(who, action, key_id, details, outcome)
  values (
    who, 'key.add', k,
    jsonb_strip_nulls(jsonb_build_object(
      'name', nm, 'secret', left(secret, 12), 'weight', w,
      'headStartSeconds', extract(epoch from hs), 'maxConcurrent', conc, 'maxOpen', most,
      'blocksOnDeadLetter', blocks, 'paused', p)),
    'added');
  return k;
end $$;
