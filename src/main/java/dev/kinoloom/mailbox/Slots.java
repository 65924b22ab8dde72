package dev.kinoloom.mailbox;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which node looks after which slots first: rendezvous hashing (each slot prefers the nodes in an
 * order of its own) with bounded loads (no node has more than a tenth above its share; Mirrokni,
 * Thorup, Zadimoghaddam 2018). When a node comes or goes hardly more than its share changes hands.
 * Everybody who knows the same nodes comes to the same answer, whatever order he heard of them in.
 * Pure.
 */
final class Slots {
  /** How many there are; a key's slot is drawn when the key is made, and stays. */
  static final int ALL = 1024;

  private static final int MORE_PERCENT = 10;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int[] nodes;

  private Slots(int[] nodes) {
    this.nodes = nodes;
  }

  /** {@code members}: ids of nodes; nobody has a slot when there are none. */
  static Slots over(Collection<Integer> members, int slots) {
    int[] known = members.stream().distinct().sorted().mapToInt(Integer::intValue).toArray();
    return new Slots(known.length == 0 ? new int[0] : shareOut(known, slots));
  }

  private static int[] shareOut(int[] members, int slots) {
    int most = mostOf(members.length, slots);
    int[] load = new int[members.length];
    int[] nodes = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      int best = preferred(slot, members, load, most);
      load[best]++;
      nodes[slot] = members[best];
    }
    return nodes;
  }

  /** Of those that have room; there always is one. */
  private static int preferred(int slot, int[] members, int[] load, int most) {
    int best = -1;
    long bestScore = 0;
    for (int i = 0; i < members.length; i++) {
      if (load[i] < most) {
        long score = score(slot, members[i]);
        if (best < 0 || Long.compareUnsigned(score, bestScore) > 0) {
          best = i;
          bestScore = score;
        }
      }
    }
    return best;
  }

  /** How much a slot likes a node: the finisher of SplitMix64, twice. */
  private static long score(int slot, int node) {
    return mix(mix(slot + GOLDEN) ^ (node * GOLDEN));
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** No node has more: ⌈1.10 · slots ÷ nodes⌉. */
  static int mostOf(int members, int slots) {
    int hundredths = members * 100;
    return (slots * (100 + MORE_PERCENT) + hundredths - 1) / hundredths;
  }

  /** Who looks after a slot first; empty = nobody does, or there is no such slot. */
  Optional<Integer> node(int slot) {
    return slot < 0 || slot >= nodes.length ? Optional.empty() : Optional.of(nodes[slot]);
  }

  /** What a node looks after first. */
  Set<Integer> of(int node) {
    return IntStream.range(0, nodes.length)
        .filter(slot -> nodes[slot] == node)
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }
}
