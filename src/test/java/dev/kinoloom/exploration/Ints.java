package dev.kinoloom.exploration;

import java.util.Arrays;

/** A growing list of numbers, millions of them. */
final class Ints {
  private int[] all = new int[1024];
  private int size;

  void add(int one) {
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    all[size++] = one;
  }

  int get(int i) {
    return all[i];
  }

  int size() {
    return size;
  }
}
