package dev.kinoloom.provider.offline;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** English words that a heading neither needs nor ends with: numbers, units, common verbs. */
final class NotThings {
  private static final Set<String> NUMBERS =
      Set.copyOf(
          List.of(
              ("hundred thousand million billion trillion dozen percent per cent five six seven eight nine"
                      + " ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety times half"
                      + " quarter third twice year years day days hour hours minute minutes second seconds"
                      + " week weeks month months century centuries metre metres meter meters kilometre"
                      + " kilometres kilometer kilometers mile miles feet foot inch inches tonne tonnes tons"
                      + " degree degrees celsius fahrenheit kilogram kilograms litre litres dollars euros"
                      + " january february march april june july august september october november december")
                  .split(" ")));

  /** Common verbs in the forms that stand after a subject: a phrase ends before them. */
  private static final Set<String> VERBS = verbs();

  private static final Set<String> ADJECTIVES =
      Set.of(
          "main",
          "whole",
          "own",
          "same",
          "similar",
          "different",
          "important",
          "new",
          "old",
          "entire",
          "other",
          "big",
          "small",
          "little",
          "large",
          "great",
          "actual",
          "original");

  private NotThings() {}

  /** {@code word}, in lower case, is a common verb. */
  static boolean isVerb(String word) {
    return VERBS.contains(word);
  }

  /** {@code word}, in lower case, says of a thing only which or what it is like. */
  static boolean isAdjective(String word) {
    return ADJECTIVES.contains(word);
  }

  /** {@code word}, in lower case, is one of them. */
  static boolean contain(String word) {
    return NUMBERS.contains(word) || VERBS.contains(word);
  }

  private static Set<String> verbs() {
    var bases =
        ("add allow appear arrive ask avoid belong break bring build burn call carry cause change choose close"
                + " collect connect consist contain continue cost cover create cross cut decide depend die"
                + " differ drag drive drop eat end escape exist expect explain fail fall feed feel fill find"
                + " fit flow fly follow form gain grow happen hear help hold include increase insist join jump"
                + " kill lay lead learn leave let lie lift live look lose measure meet melt mean move offer"
                + " open own pass pay pick plan point prefer prevent produce protect prove provide pull push"
                + " raise reach read rely remain remove repeat replace require rest return rise run sell"
                + " send serve share shift shine show sink sit solve spend spread stand start stay stop"
                + " store suffer suggest swap tell think throw touch trap travel treat try turn dim sail understand vary"
                + " visit wait walk want warn watch wear weigh win work write notice arrange design handle load"
                + " unload hit slow speed spoil keep strike begin bury tug haul guide bounce snap climb leak double retreat drain sweep")
            .split(" ");
    var all = new HashSet<String>();
    for (var base : List.of(bases)) {
      all.add(base);
      all.add(
          base.replaceFirst("([^aeo])y$", "$1ie")
              + (base.matches(".*(?:s|ch|sh|x|ss)") ? "es" : "s"));
    }
    Collections.addAll(
        all,
        ("arose ate became began blew bore bought broke brought built burnt came caught chose cost dealt"
                + " did drank drew drove fell felt flew found fought gave grew heard held hit kept knew laid lay"
                + " led left lent lit lost meant met paid ran rang read rose said sang sank sat saw sent shook"
                + " shone shot showed shut slept sold sought spent spoke stood stole struck sunk swam swept"
                + " swung taught thought threw told took tore understood went woke won wore wound wrote able"
                + " available different due enough important possible same similar whole own main")
            .split(" "));
    // nouns more often than verbs
    Set.of(
            "end", "ends", "form", "forms", "point", "points", "work", "works", "change", "changes",
            "cost", "costs", "speed", "load", "loads", "store", "stores", "share", "shares", "rest",
            "plan", "plans", "design", "designs", "cause", "causes", "help", "flow", "flows",
            "cover", "covers", "break", "breaks", "trap", "traps", "wound")
        .forEach(all::remove);
    return Set.copyOf(all);
  }
}
