package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a sentence leans on the one before it: it opens with a word that points back
 * ("This", "They", "However"), before it has named anything itself.
 */
final class Anaphora {
  private static final int LOOKED_AT = 6;

  private static final Map<String, Set<String>> POINTING =
      Map.of(
          "en",
          set(
              "he she it they him her them his hers its their theirs this that these those such"
                  + " here both neither former latter others another same"),
          "de",
          set(
              "er es ihn ihm ihnen sein seine seinen seiner ihr ihre ihren ihrer dieser diese dieses"
                  + " diesem diesen jener jene jenes solche solcher solches beide beides letztere"
                  + " erstere dort hier"),
          "fr",
          set(
              "il elle ils elles lui leur leurs son sa ses ce cet cette ces cela ceci ça celui celle"
                  + " ceux celles tel telle tels telles ici y en"),
          "es",
          set(
              "él ella ellos ellas este esta estos estas ese esa esos esas esto eso aquel aquella"
                  + " aquello su sus tal tales ahí allí ambos ambas"));

  private static final Map<String, Set<String>> LINKING =
      Map.of(
          "en",
          set(
              "however therefore thus hence moreover furthermore besides instead otherwise"
                  + " nevertheless nonetheless meanwhile consequently accordingly similarly likewise"
                  + " conversely but and or so yet nor then also still too again afterwards"
                  + " eventually indeed alternatively additionally finally second secondly third"
                  + " thirdly fourth next because usually often sometimes nobody"),
          "de",
          set(
              "aber und oder denn doch jedoch dennoch trotzdem daher deshalb darum deswegen somit"
                  + " außerdem zudem ferner stattdessen sonst dann danach dabei dadurch dafür dagegen"
                  + " damit daran darauf daraus darin darüber davon dazu deren dessen auch"
                  + " schließlich zweitens drittens ebenso allerdings so da"),
          "fr",
          set(
              "cependant toutefois pourtant donc ainsi mais et ou or car puis ensuite alors aussi"
                  + " enfin néanmoins deuxièmement troisièmement sinon"),
          "es",
          set(
              "pero y o sino sin embargo además entonces luego después también tampoco así"
                  + " finalmente segundo tercero aunque pues asimismo"));

  private static final Set<String> PHRASES =
      Set.of(
          "as a result",
          "in addition",
          "in contrast",
          "by contrast",
          "on the other",
          "in other words",
          "in turn",
          "in fact",
          "for example",
          "for instance",
          "at first",
          "at the same",
          "even so",
          "even then",
          "the result is",
          "the result was",
          "the reason is",
          "the answer is",
          "the trick is",
          "the rest",
          "the other",
          "one of them",
          "most of them",
          "sin embargo",
          "por eso",
          "por ejemplo",
          "por lo tanto",
          "zum beispiel",
          "par exemple",
          "au contraire");

  private static final List<String> UNSPACED =
      List.of(
          "这", "那", "它", "他", "她", "但", "然而", "因此", "所以", "而且", "其", "これ", "それ", "しかし", "また", "そして",
          "その", "この");

  private static final Pattern EARLY_OBJECT =
      Pattern.compile("(?!(?i:when|if|as|once)\\b)\\w+(?: \\w+){0,2} (?:it|them|him|her)\\b");

  private static final Set<String> VERBS_AFTER_QUANTITY =
      set("are is was were do does did have has had can could will would may might need come go");
  private static final Set<String> QUANTITIES =
      set("most some many few others all each none one two three half more several");

  private final String language;
  private final Set<String> small;

  Anaphora(String language) {
    this.language = StopWords.primary(language);
    this.small = StopWords.of(language);
  }

  /** {@code sentence} cannot stand without the one before it. */
  boolean leansBack(String sentence) {
    var words =
        Words.of(sentence).stream()
            .limit(LOOKED_AT)
            .map(word -> word.toLowerCase(Locale.ROOT).replace('’', '\''))
            .toList();
    return !words.isEmpty()
        && (UNSPACED.stream().anyMatch(sentence::startsWith)
            || LINKING.getOrDefault(language, Set.of()).contains(words.get(0))
            || opensWithPhrase(words)
            || opensWithQuantity(words)
            || namesNothingElse(sentence)
            || pointsBack(words));
  }

  private static boolean opensWithPhrase(List<String> words) {
    var opening = String.join(" ", words) + " ";
    return PHRASES.stream().anyMatch(phrase -> opening.startsWith(phrase + " "));
  }

  /** "Most are …" leans, "Most ships are …" does not. */
  private static boolean opensWithQuantity(List<String> words) {
    return words.size() > 1
        && QUANTITIES.contains(words.get(0))
        && VERBS_AFTER_QUANTITY.contains(words.get(1));
  }

  /** "Fog stopped it": what "it" is, no word before it can tell. */
  private boolean namesNothingElse(String sentence) {
    return language.equals("en") && EARLY_OBJECT.matcher(sentence).lookingAt();
  }

  private boolean pointsBack(List<String> words) {
    var pointing = POINTING.getOrDefault(language, Set.of());
    for (var word : words) {
      var stem = word.replaceFirst("'.*", "");
      if (pointing.contains(stem)) {
        return true;
      }
      if (!small.contains(word) && !small.contains(stem)) {
        return false;
      }
    }
    return false;
  }

  private static Set<String> set(String words) {
    return Set.copyOf(List.of(words.split(" ")));
  }
}
