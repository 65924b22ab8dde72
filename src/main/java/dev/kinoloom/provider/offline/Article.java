package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.Block;
import dev.kinoloom.domain.text.Block.Heading;
import dev.kinoloom.domain.text.Block.Listing;
import dev.kinoloom.domain.text.Block.Paragraph;
import dev.kinoloom.domain.text.Blocks;
import dev.kinoloom.domain.text.Sentences;
import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import dev.kinoloom.provider.offline.Line.Lean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An article as lines that can be said, with the headings they stand under.
 *
 * @param lines in order
 * @param headings by section; the first, of what stands before any heading, is empty
 */
record Article(List<Line> lines, List<String> headings) {
  private static final Pattern ENDED =
      Pattern.compile(".*[.!?…。！？؟۔।:：][\"'”’»)\\]』」]*", Pattern.DOTALL);
  private static final Pattern NUMBERING =
      Pattern.compile(
          "^(?:(?:chapter|part|section|step)\\s+\\d+\\s*[:.–-]\\s*|\\d+(?:\\.\\d+)*[.)]?\\s+(?=\\p{L}))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CHATTER =
      Pattern.compile(
          "(?i).*\\b(?:click here|subscribe|sign up|newsletter|cookies?\\b.*\\b(?:accept|policy)|all rights"
              + " reserved|read more|see also|advertisement|share this|follow us|copyright ©?\\s?\\d{4}|"
              + "(?:see|shown in) (?:figure|table|fig\\.)).*");
  private static final Set<String> APPENDICES =
      Set.of(
          "references",
          "see also",
          "external links",
          "further reading",
          "notes",
          "sources",
          "bibliography",
          "footnotes",
          "citations",
          "acknowledgements",
          "acknowledgments",
          "about the author",
          "related articles",
          "einzelnachweise",
          "weblinks",
          "literatur",
          "siehe auch",
          "quellen",
          "anmerkungen",
          "références",
          "liens externes",
          "voir aussi",
          "bibliographie",
          "notes et références",
          "sources et bibliographie",
          "referencias",
          "enlaces externos",
          "véase también",
          "bibliografía",
          "notas",
          "参考文献",
          "外部链接",
          "参见",
          "脚注",
          "関連項目",
          "外部リンク");

  Article {
    lines = List.copyOf(lines);
    headings = List.copyOf(headings);
  }

  /** Reads plain text in a language (BCP 47). */
  static Article of(String text, String language) {
    return new Reader(language).read(Blocks.ofArticle(text));
  }

  /** Text as it becomes lines; a block at a time. */
  private static final class Reader {
    private static final int WORDS_TOGETHER = 40;
    private static final int WORDS_OF_A_STEP = 3;

    /** So few say little without what stands before them. */
    private static final int WORDS_OF_AN_ASIDE = 5;

    private final String language;
    private final boolean english;
    private final Anaphora anaphora;
    private final Givens givens;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> headings = new ArrayList<>(List.of(""));
    private int paragraph;
    private boolean appendix;

    /** The sentence before was left out. */
    private boolean lost;

    Reader(String language) {
      this.language = language;
      this.english = StopWords.primary(language).equals("en");
      this.anaphora = new Anaphora(language);
      this.givens = new Givens(language);
    }

    Article read(List<Block> blocks) {
      for (int i = 0; i < blocks.size(); i++) {
        var block = blocks.get(i);
        if (block instanceof Heading heading) {
          head(heading, i == 0);
        } else if (!appendix && block instanceof Paragraph prose) {
          say(Sentences.of(SpokenText.withoutCitations(prose.text()), language), false);
        } else if (!appendix && block instanceof Listing listing) {
          list(listing.items());
        }
        paragraph++;
      }
      return new Article(lines, headings);
    }

    /** The first heading is the title; an appendix lasts to the next heading. */
    private void head(Heading heading, boolean first) {
      var text = NUMBERING.matcher(SpokenText.of(heading.text())).replaceFirst("").strip();
      lost = false;
      appendix = APPENDICES.contains(text.toLowerCase(Locale.ROOT));
      if (!appendix) {
        givens.head(text);
      }
      if (!appendix && !first) {
        headings.add(text);
      }
    }

    /** What leans on a sentence that cannot be said is not said either. */
    private void say(List<String> sentences, boolean steps) {
      int place = 0;
      for (var sentence : sentences) {
        var said = SpokenText.of(sentence);
        boolean orphan = lost && !said.isEmpty() && anaphora.leansBack(said);
        if (isSayable(said) && !orphan) {
          add(said, place++, steps, List.of());
          lost = false;
        } else if (!said.isEmpty()) {
          lost = true;
        }
      }
    }

    private static boolean isSayable(String said) {
      return Words.count(said) >= 2
          && ENDED.matcher(said).matches()
          && !CHATTER.matcher(said).matches()
          && isBalanced(said);
    }

    /** Half a quotation cannot be said. */
    private static boolean isBalanced(String said) {
      long opened = count(said, '“') + count(said, '„');
      return count(said, '"') % 2 == 0
          && (opened == count(said, '”') || 2 * count(said, '„') == opened)
          && count(said, '(') == count(said, ')')
          && count(said, '«') == count(said, '»');
    }

    private static long count(String text, char c) {
      return text.chars().filter(other -> other == c).count();
    }

    private void add(String said, int place, boolean step, List<String> points) {
      boolean announces = said.endsWith(":") || said.endsWith("：");
      lines.add(
          new Line(
              said,
              Words.count(said),
              headings.size() - 1,
              paragraph,
              place,
              step && place > 0 ? Lean.RESUMES : lean(said, place),
              announces || said.matches("(?s).*(?:[?？؟]|…|\\.\\.\\.)[\"”’»]?"),
              step,
              points));
      givens.name(said, lines.size() - 1);
    }

    private Lean lean(String said, int place) {
      if (lines.isEmpty()) {
        return Lean.NONE;
      }
      boolean numbers = english && place > 0 && BareNumber.isIn(said);
      if (numbers || anaphora.leansBack(said)) {
        return Lean.POINTS;
      }
      boolean brief = Words.count(said) <= WORDS_OF_AN_ASIDE;
      boolean resumes = place > 0 && (brief || givens.opensWithJustNamed(said, lines.size()));
      return resumes ? Lean.RESUMES : Lean.NONE;
    }

    /**
     * Items that are sentences, or steps, are lines, each said after the one before it; fragments
     * are said with what announced them, or not.
     */
    private void list(List<String> items) {
      var said = items.stream().map(SpokenText::of).filter(item -> !item.isEmpty()).toList();
      boolean announced = !lines.isEmpty() && lines.get(lines.size() - 1).text().endsWith(":");
      int words = said.stream().mapToInt(Words::count).sum();
      if (!said.isEmpty()
          && said.stream().allMatch(item -> Words.count(item) >= 4 && isSayable(item))) {
        say(said, true);
      } else if (announced && said.size() >= 2 && said.size() <= 8 && words <= WORDS_TOGETHER) {
        var announcement = lines.remove(lines.size() - 1);
        var bare = said.stream().map(item -> item.replaceFirst("[.;,]+$", "")).toList();
        add(together(announcement.text(), bare), announcement.place(), false, bare);
      } else if (words >= WORDS_OF_A_STEP * said.size() && said.size() >= 2) {
        say(said.stream().map(Reader::ended).toList(), true);
      } else if (announced) {
        lines.remove(lines.size() - 1);
      }
    }

    private static String ended(String step) {
      var bare = step.replaceFirst("[;,:]+$", "");
      return ENDED.matcher(bare).matches() ? bare : bare + ".";
    }

    private static String together(String announcement, List<String> items) {
      boolean commas = items.stream().anyMatch(item -> item.contains(","));
      return announcement + " " + String.join(commas ? "; " : ", ", items) + ".";
    }
  }
}
