package dev.kinoloom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Invalid;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {
  private static final List<String> STAGES = List.of("script", "voice");

  @Test
  void a_node_does_everything_unless_it_is_told() {
    assertThat(Roles.parse("", STAGES)).isEqualTo(Roles.all(STAGES));
    assertThat(Roles.parse("worker, orchestrator,api", STAGES)).isEqualTo(Roles.all(STAGES));
  }

  @Test
  void a_node_does_only_what_it_is_told() {
    assertThat(Roles.parse("api", STAGES)).isEqualTo(new Roles(true, false, Set.of()));
    assertThat(Roles.parse("orchestrator,worker:voice", STAGES))
        .isEqualTo(new Roles(false, true, Set.of("voice")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cook", "api,", "worker:", "worker:cook", "Api", "api;worker", "voice"})
  void what_is_no_role_is_refused_with_the_list(String text) {
    assertThatThrownBy(() -> Roles.parse(text, STAGES))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo("node.roles");
              assertThat(e.rule())
                  .contains("api, orchestrator, worker, worker:script, worker:voice");
            });
  }
}
