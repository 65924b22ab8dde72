package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinoloom.domain.Invalid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What settings are called, in a file and in the environment, and what a wrong name may mean. */
final class SettingNames {
  private static final String PREFIX = "KINOLOOM_";

  /** Read before there are settings: where the home is. */
  private static final List<String> BEFORE_SETTINGS = List.of(PREFIX + "HOME");

  /** What Kubernetes tells every container about a service called {@code kinoloom}. */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          PREFIX
              + "(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private final List<String> paths = new ArrayList<>();

  /** {@code tree}: all settings, in groups. */
  SettingNames(ObjectNode tree) {
    collect(tree, "");
  }

  private void collect(ObjectNode tree, String path) {
    tree.properties()
        .forEach(
            entry -> {
              paths.add(path + entry.getKey());
              if (entry.getValue() instanceof ObjectNode group) {
                collect(group, path + entry.getKey() + ".");
              }
            });
  }

  /** {@code node.leaseTtl} is {@code KINOLOOM_NODE_LEASE_TTL}. */
  static String variable(String path) {
    return PREFIX
        + path.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** What to say of a name in a file that is none of ours. */
  Invalid unknown(String path) {
    int end = path.lastIndexOf('.') + 1;
    var group = path.substring(0, end);
    var name = path.substring(end);
    var beside = paths.stream().filter(known -> known.startsWith(group)).toList();
    var meant =
        NearestName.of(name, beside.stream().map(known -> known.substring(end)).toList())
            .map(group::concat)
            .or(() -> elsewhere(name));
    return new Invalid(path, "is not a setting; " + advice(meant));
  }

  /** The group was forgotten, or is another one. */
  private Optional<String> elsewhere(String name) {
    return paths.stream().filter(known -> known.endsWith("." + name)).findFirst();
  }

  /** Throws {@link Invalid} on a variable that looks like a setting and is none. */
  void refuseUnknown(Collection<String> variables) {
    var known =
        Stream.concat(BEFORE_SETTINGS.stream(), paths.stream().map(SettingNames::variable))
            .toList();
    variables.stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .filter(name -> !OF_KUBERNETES.matcher(name).matches())
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new Invalid(
                  "the environment variable " + name,
                  "is not a setting; " + advice(NearestName.of(name, known)));
            });
  }

  private static String advice(Optional<String> nearest) {
    return nearest.map("did you mean %s?"::formatted).orElse("conf/kinoloom.yaml has them all");
  }
}
