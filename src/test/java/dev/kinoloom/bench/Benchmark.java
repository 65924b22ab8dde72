package dev.kinoloom.bench;

import java.util.function.Consumer;

/** One of those that {@code docs/benchmarks.md} lists. */
interface Benchmark {
  /** Measures {@code rounds} times and tells what came of it, a line each to {@code out}. */
  void run(int rounds, Consumer<String> out) throws Exception;
}
