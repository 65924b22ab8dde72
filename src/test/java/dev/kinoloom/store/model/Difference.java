package dev.kinoloom.store.model;

/**
 * Where SQL and model part.
 *
 * @param call how many calls were made, with the one that shows it
 * @param step the last of them
 * @param what the two answers, or the rows that only one of them has
 */
record Difference(int call, Step step, String what) {
  private static final int MOST_CHARS = 3_000;

  @Override
  public String toString() {
    var words = what.length() > MOST_CHARS ? what.substring(0, MOST_CHARS) + " …" : what;
    return "at call %d%n  %s%n%s".formatted(call, step, words);
  }
}
