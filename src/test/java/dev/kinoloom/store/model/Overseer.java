package dev.kinoloom.store.model;

import static dev.kinoloom.store.model.SqlEngine.await;

import dev.kinoloom.store.LineStore.Change;
import dev.kinoloom.store.Operations;
import java.time.Duration;
import java.util.Random;

/** An operator in a crowd: uses every verb that he has, on whatever there may be. */
final class Overseer {
  private static final String ME = "overseer";
  private static final Duration KEEP = Duration.ofSeconds(1);

  private final Random dice;
  private final Operations operations;
  private long lastTidied;
  private int secrets;

  Overseer(long seed, Operations operations) {
    this.dice = new Random(seed);
    this.operations = operations;
  }

  void call() {
    switch (dice.nextInt(11)) {
      case 0 -> tidy();
      case 1 -> change();
      case 2 -> await(operations.interventions().cancel(ME, anyJob()));
      case 3 -> await(operations.interventions().approve(ME, anyJob(), dice.nextInt(6)));
      case 4 -> await(operations.interventions().replay(ME, anyJob()));
      case 5 -> await(operations.interventions().discard(ME, anyJob()));
      case 6 -> await(operations.retention().checkpoints(anyKey(), KEEP));
      case 7 -> await(operations.secrets().rotate(ME, anyKey(), "secret " + secrets++));
      case 8 -> await(operations.secrets().issue(ME, anyKey(), "secret " + secrets++));
      case 9 -> await(operations.lines().list(0, 10));
      default -> await(operations.board().underWay(anyKey(), 10));
    }
  }

  private void tidy() {
    lastTidied = await(operations.retention().jobs(lastTidied, KEEP, KEEP)).last();
  }

  /** How many run at once stays: the history check knows only what is set at the end. */
  private void change() {
    int key = anyKey();
    var weight = new Change(null, 0.1 + dice.nextInt(5), null, null, null, null, true, null);
    await(operations.lines().change(ME, key, weight));
    await(operations.lines().change(ME, key, Change.paused(false)));
  }

  private int anyKey() {
    return 1 + dice.nextInt(Passer.KEYS);
  }

  private long anyJob() {
    return 1L + dice.nextInt(400);
  }
}
