package dev.kinoloom.exploration;

import java.util.function.IntConsumer;

/** The edges of a graph by the end they lead to. */
final class Incoming {
  private final int[] begin;
  private final int[] sources;

  private Incoming(int[] begin, int[] sources) {
    this.begin = begin;
    this.sources = sources;
  }

  static Incoming of(Ints from, Ints to, int nodes) {
    var begin = new int[nodes + 1];
    for (int i = 0; i < to.size(); i++) {
      begin[to.get(i) + 1]++;
    }
    for (int i = 0; i < nodes; i++) {
      begin[i + 1] += begin[i];
    }
    var next = begin.clone();
    var sources = new int[to.size()];
    for (int i = 0; i < to.size(); i++) {
      sources[next[to.get(i)]++] = from.get(i);
    }
    return new Incoming(begin, sources);
  }

  void forEach(int node, IntConsumer source) {
    for (int i = begin[node]; i < begin[node + 1]; i++) {
      source.accept(sources[i]);
    }
  }
}
