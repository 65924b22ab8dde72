package dev.kinoloom.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
  @Test
  void a_child_sees_what_programs_need_and_what_it_is_told_and_no_secret() {
    var environment =
        new HashMap<>(
            Map.of(
                "PATH", "/usr/bin",
                "LC_ALL", "C.UTF-8",
                "XDG_RUNTIME_DIR", "/run",
                "OPENAI_API_KEY", "sk-1",
                "KINOLOOM_DATABASE_PASSWORD", "hidden",
                "MY_PATH", "/secret"));

    ChildEnvironment.set(environment, Map.of("LC_ALL", "C", "FLITE_DIR", "/voices"));

    assertThat(environment)
        .containsOnly(
            Map.entry("PATH", "/usr/bin"),
            Map.entry("LC_ALL", "C"),
            Map.entry("XDG_RUNTIME_DIR", "/run"),
            Map.entry("FLITE_DIR", "/voices"));
  }
}
