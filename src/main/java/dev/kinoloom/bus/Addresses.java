package dev.kinoloom.bus;

/** Every address of the event bus. A message is a JSON array of whole numbers. */
enum Addresses {
  /** Slots of keys that may start a job. */
  ADMIT("kinoloom.admit"),
  /** Ids of jobs for which letters lie there. */
  LETTERS("kinoloom.letters"),
  /** Ids of jobs that have new facts. */
  FACTS("kinoloom.facts"),
  /** Lanes in which there is work. */
  WORK("kinoloom.work"),
  /** Ids of jobs whose tasks are to stop. */
  STOP("kinoloom.stop");

  private final String text;

  Addresses(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
