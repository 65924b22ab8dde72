package dev.kinoloom.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final int SEEDS = 40;

  @Provide
  Arbitrary<Set<Integer>> members() {
    return Arbitraries.integers().between(1, 1_000_000).set().ofMinSize(1).ofMaxSize(40);
  }

  @Property
  void every_slot_is_looked_after_and_nobody_has_more_than_a_tenth_above_his_share(
      @ForAll("members") Set<Integer> members, @ForAll @IntRange(min = 1, max = 2048) int slots) {
    var shared = Slots.over(members, slots);

    int all = 0;
    for (int member : members) {
      int load = shared.of(member).size();
      assertThat(load).isLessThanOrEqualTo((int) Math.ceil(1.10 * slots / members.size() + 1e-9));
      all += load;
    }
    assertThat(all).isEqualTo(slots);
    assertThat(IntStream.range(0, slots).boxed())
        .allSatisfy(slot -> assertThat(shared.node(slot)).isPresent());
  }

  @Property
  void whatever_the_order_in_which_nodes_were_heard_of_the_answer_is_the_same(
      @ForAll("members") Set<Integer> members, @ForAll long seed) {
    var shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.add(shuffled.get(0));

    assertThat(nodes(shuffled)).isEqualTo(nodes(members));
  }

  @Property(tries = 200)
  void when_a_node_goes_the_others_keep_nearly_all_that_they_had(
      @ForAll("members") Set<Integer> members, @ForAll @IntRange(min = 0, max = 39) int who) {
    var before = new ArrayList<>(members);
    int gone = before.remove(who % before.size());
    if (before.isEmpty()) {
      return;
    }
    int moved = moved(nodes(members), nodes(before));

    assertThat(moved).isGreaterThanOrEqualTo(Slots.over(members, Slots.ALL).of(gone).size());
    assertThat(moved).isLessThanOrEqualTo(2 * Slots.mostOf(members.size(), Slots.ALL));
  }

  /** The figure of the design's simulation, for the sizes of its trials: mean of many clusters. */
  @Test
  void a_node_that_comes_or_goes_moves_about_its_share_and_no_more() {
    for (int size : List.of(3, 5, 8)) {
      double movedOnLeave = 0;
      double movedOnJoin = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        var members = cluster(size + 1, seed);
        var fewer = members.subList(0, size);
        var all = nodes(members);
        var some = nodes(fewer);
        movedOnLeave += moved(all, some);
        movedOnJoin += moved(some, all);
      }
      double ideal = SEEDS * (double) Slots.ALL / (size + 1);
      assertThat(movedOnLeave / ideal).as("leave one of %d", size + 1).isBetween(0.9, 1.1);
      assertThat(movedOnJoin / ideal).as("join %d", size).isBetween(0.9, 1.1);
    }
  }

  /** A spread by chance has its largest node a quarter above the mean. */
  @Test
  void loads_are_even() {
    for (int size : List.of(2, 3, 5, 8)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        var members = cluster(size, seed);
        var shared = Slots.over(members, Slots.ALL);
        double mean = (double) Slots.ALL / size;
        assertThat(members)
            .allSatisfy(node -> assertThat(shared.of(node).size() / mean).isBetween(0.6, 1.11));
      }
    }
  }

  @Test
  void without_nodes_nobody_has_a_slot() {
    var nobodys = Slots.over(Set.of(), Slots.ALL);

    assertThat(nobodys.node(0)).isEmpty();
    assertThat(nobodys.of(7)).isEmpty();
  }

  @Test
  void there_is_nothing_beyond_the_last_slot() {
    var one = Slots.over(Set.of(7), 4);

    assertThat(one.of(7)).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(one.node(4)).isEmpty();
    assertThat(one.node(-1)).isEmpty();
  }

  private static List<Integer> cluster(int size, int seed) {
    var chance = new Random(seed);
    var members = new HashSet<Integer>();
    while (members.size() < size) {
      members.add(1 + chance.nextInt(10_000));
    }
    var list = new ArrayList<>(members);
    Collections.shuffle(list, chance);
    return list;
  }

  private static List<Integer> nodes(java.util.Collection<Integer> members) {
    var shared = Slots.over(members, Slots.ALL);
    return IntStream.range(0, Slots.ALL)
        .map(slot -> shared.node(slot).orElseThrow())
        .boxed()
        .toList();
  }

  private static int moved(List<Integer> before, List<Integer> after) {
    return (int)
        IntStream.range(0, before.size())
            .filter(slot -> !before.get(slot).equals(after.get(slot)))
            .count();
  }
}
