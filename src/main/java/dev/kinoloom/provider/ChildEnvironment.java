package dev.kinoloom.provider;

import java.util.List;
import java.util.Map;

/** What a child sees of our environment: a short list of variables, so no secret leaks into it. */
final class ChildEnvironment {
  private static final List<String> SEEN =
      List.of("PATH", "HOME", "USER", "TMPDIR", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "TZ");
  private static final List<String> SEEN_PREFIXES =
      List.of("LC_", "DYLD_", "FONTCONFIG_", "XDG_", "LIBVA_", "CUDA_", "NVIDIA_", "ESPEAK_");

  private ChildEnvironment() {}

  /** Takes from {@code environment} what is no child's business, and adds {@code more}. */
  static void set(Map<String, String> environment, Map<String, String> more) {
    environment.keySet().removeIf(name -> !isSeen(name));
    environment.putAll(more);
  }

  private static boolean isSeen(String name) {
    return SEEN.contains(name) || SEEN_PREFIXES.stream().anyMatch(name::startsWith);
  }
}
