package dev.kinoloom.config;

import dev.kinoloom.domain.Invalid;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a node does of all that a cluster does. A cluster needs each of it somewhere.
 *
 * @param api answers requests on the public port
 * @param orchestrator starts jobs and decides how they go on
 * @param stages whose tasks it runs, by their names
 */
public record Roles(boolean api, boolean orchestrator, Set<String> stages) {
  private static final String API = "api";
  private static final String ORCHESTRATOR = "orchestrator";
  private static final String WORKER = "worker";
  private static final String WORKER_OF = WORKER + ":";

  public Roles {
    stages = Set.copyOf(stages);
  }

  /** Everything. */
  public static Roles all(Collection<String> stages) {
    return new Roles(true, true, Set.copyOf(stages));
  }

  /**
   * Reads {@code api,orchestrator,worker,worker:<stage>}, any of them; blank = all. Throws {@link
   * Invalid} with the list of what there is.
   */
  public static Roles parse(String text, List<String> stages) {
    if (text.isBlank()) {
      return all(stages);
    }
    var wanted = Stream.of(text.split(",", -1)).map(String::strip).toList();
    var works = new HashSet<String>();
    for (var role : wanted) {
      if (role.equals(WORKER)) {
        works.addAll(stages);
      } else if (role.startsWith(WORKER_OF) && stages.contains(stage(role))) {
        works.add(stage(role));
      } else if (!role.equals(API) && !role.equals(ORCHESTRATOR)) {
        throw unknown(role, stages);
      }
    }
    return new Roles(wanted.contains(API), wanted.contains(ORCHESTRATOR), works);
  }

  /** Whether it runs tasks of that stage. */
  public boolean works(String stage) {
    return stages.contains(stage);
  }

  private static String stage(String role) {
    return role.substring(WORKER_OF.length());
  }

  private static Invalid unknown(String role, List<String> stages) {
    var known =
        Stream.concat(Stream.of(API, ORCHESTRATOR, WORKER), stages.stream().map(WORKER_OF::concat))
            .toList();
    return new Invalid(
        "node.roles",
        "\"%s\" is no role; there are %s, several with commas between them"
            .formatted(role, String.join(", ", known)));
  }
}
