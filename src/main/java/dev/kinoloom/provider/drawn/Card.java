package dev.kinoloom.provider.drawn;

import java.util.List;

/** What a picture says, in few words; texts that are not needed are empty. */
sealed interface Card {
  /** For metadata, e.g. {@code big-number}. */
  String layout();

  record Title(String headline, String sub) implements Card {
    @Override
    public String layout() {
      return "title";
    }
  }

  /**
   * One thought.
   *
   * @param emphasis a part of the headline, or empty
   * @param sub a sentence below a headline of few words, or empty
   */
  record Statement(String headline, String emphasis, String sub) implements Card {
    @Override
    public String layout() {
      return "statement";
    }
  }

  /**
   * A number that carries the scene.
   *
   * @param qualifier what belongs before it, e.g. {@code more than}; or empty
   * @param number as shown, e.g. {@code 90%}
   * @param unit what it counts, e.g. {@code billion people}
   * @param about the words of the text around the number
   * @param share 0 to 1 when it is a part of a whole, otherwise negative
   */
  record BigNumber(String qualifier, String number, String unit, String about, double share)
      implements Card {
    @Override
    public String layout() {
      return "big-number";
    }
  }

  record Listing(String heading, List<String> items) implements Card {
    public Listing {
      items = List.copyOf(items);
    }

    @Override
    public String layout() {
      return "list";
    }
  }

  /** Two things side by side. */
  record Comparison(String heading, Side left, Side right, Relation relation) implements Card {
    @Override
    public String layout() {
      return "comparison";
    }
  }

  /**
   * One of two things.
   *
   * @param figure shown large, or empty
   * @param label words
   * @param amount of the figure, to be drawn to scale; negative = not to be drawn
   */
  record Side(String figure, String label, double amount) {
    static Side of(String label) {
      return new Side("", label, -1);
    }
  }

  /** How two things stand to each other. */
  enum Relation {
    VERSUS,
    NOT_BUT
  }

  record Quotation(String words, String speaker) implements Card {
    @Override
    public String layout() {
      return "quote";
    }
  }

  record Close(String headline, String sub) implements Card {
    @Override
    public String layout() {
      return "close";
    }
  }
}
