package dev.kinoloom.ops;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * What must not stand in a log, however it came into a line: every secret that was configured, and
 * whatever looks like a key, a bearer token or the password in a URL.
 */
public final class Masks {
  private static final String MASK = "***";
  private static final int SHORTEST = 6;
  private static final Pattern TOKENS =
      Pattern.compile("\\b(kl_|sk-|r8_|whsec_|(?i:bearer|basic)[ ])[A-Za-z0-9._~+/=-]{6,}");
  private static final Pattern IN_URLS =
      Pattern.compile("(://[^/\\s:@\"]{0,200}:)[^@/\\s\"]{1,200}@");
  private static final List<String> SECRETS = new CopyOnWriteArrayList<>();

  private Masks() {}

  /** From now on these are masked; what is too short to be a secret is not. */
  public static void hide(Collection<String> secrets) {
    for (var secret : secrets) {
      if (secret.length() >= SHORTEST && !SECRETS.contains(secret)) {
        SECRETS.add(secret);
      }
    }
  }

  /** The line as it may be written. */
  public static String apply(String line) {
    var masked = line;
    for (var secret : SECRETS) {
      masked = masked.replace(secret, MASK).replace(inJson(secret), MASK);
    }
    masked = TOKENS.matcher(masked).replaceAll("$1" + MASK);
    return masked.contains("://") ? IN_URLS.matcher(masked).replaceAll("$1" + MASK + "@") : masked;
  }

  private static String inJson(String secret) {
    return secret.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
