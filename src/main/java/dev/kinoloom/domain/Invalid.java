package dev.kinoloom.domain;

import java.util.regex.Pattern;

/**
 * A value that was given cannot be: the name of the field and the rule that it breaks, in words for
 * the person who gave it. Turned into a 422 problem by the API and into one line by the command
 * line.
 */
public final class Invalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How rules begin that need their field's name before them. */
  private static final Pattern PREDICATE =
      Pattern.compile("(?:is|are|has|have|must|cannot|looks|names|holds|and)\\b");

  private final String field;

  public Invalid(String field, String rule) {
    super(rule);
    this.field = field;
  }

  /** The field's name as the API writes it, e.g. {@code seconds}. */
  public String field() {
    return field;
  }

  /** The rule that is broken, a whole sentence that says what would be accepted. */
  public String rule() {
    return String.valueOf(getMessage());
  }

  /**
   * The rule goes on where the field's name ends: “must be even”, not “both sides must be even”.
   */
  public boolean isPredicate() {
    return PREDICATE.matcher(rule()).lookingAt();
  }
}
