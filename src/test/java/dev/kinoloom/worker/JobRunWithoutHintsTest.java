package dev.kinoloom.worker;

/** The same, when every hint is lost: slower by some pulses, and nothing else is different. */
class JobRunWithoutHintsTest extends JobRunTest {
  @Override
  boolean isDeaf() {
    return true;
  }
}
