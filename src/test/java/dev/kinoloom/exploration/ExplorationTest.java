package dev.kinoloom.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every state of some small worlds; larger ones with {@code -Dexploration.larger=true} (some
 * minutes and gigabytes).
 */
class ExplorationTest {
  private static final int MOST = 30_000_000;

  @ParameterizedTest
  @EnumSource
  void in_no_state_a_law_is_broken_and_from_each_all_jobs_can_end(World world) {
    var found = Exploration.of(world.bounds(), Set.of(), MOST);

    System.out.printf("%s: %s%n", world, found);
    assertThat(found.law()).as(found.toString()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void a_rule_that_is_left_out_is_missed(Break rule) {
    var found = Exploration.of(rule.noticedIn.bounds(), Set.of(rule), MOST);

    System.out.printf("without a rule, %s: %s%n", rule, found);
    assertThat(found.law()).as("%s in %s", rule, rule.noticedIn).isNotNull();
    assertThat(found.trace()).isNotEmpty();
  }
}
