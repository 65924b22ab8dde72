package dev.kinoloom.worker;

/**
 * How many tasks of one lane this node can take now. Whoever asks for tasks takes the room first
 * and gives back what is not filled, so that no room is promised twice. Safe to use from any
 * thread.
 */
final class Room {
  private final int capacity;
  private int taken;
  private boolean closed;

  /** {@code capacity}: tasks at once. */
  Room(int capacity) {
    this.capacity = capacity;
  }

  /** All that is free; 0 = none, or it is closed. */
  synchronized int take() {
    int free = closed ? 0 : capacity - taken;
    taken += free;
    return free;
  }

  synchronized void giveBack(int room) {
    taken -= room;
  }

  /** From now on nothing is free. */
  synchronized void close() {
    closed = true;
  }

  /** What is not taken is free again. */
  synchronized void open() {
    closed = false;
  }

  /** Nothing runs, and nobody asks for tasks to run. */
  synchronized boolean isEmpty() {
    return taken == 0;
  }
}
