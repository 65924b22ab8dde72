package dev.kinoloom.provider;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.TextAttribute;
import java.io.IOException;
import java.nio.file.Path;
import java.text.AttributedString;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fonts at hand: Inter, which comes with us, and for what it lacks those of the machine. Says
 * what they cover, and gives for each piece of a text the font that draws it, to Java2D as {@link
 * Font}, to libass as a directory and a family's name. Safe to use from any thread; reads files.
 */
public final class Fonts implements FontCoverage {
  /** How heavy the strokes are. Fonts of the machine know only two of them. */
  public enum Weight {
    LIGHT("Light"),
    REGULAR("Regular"),
    SEMI_BOLD("SemiBold"),
    BOLD("Bold");
    private final String written;

    Weight(String written) {
      this.written = written;
    }

    String fileName() {
      return "Inter-" + written + ".otf";
    }

    boolean isHeavy() {
      return compareTo(SEMI_BOLD) >= 0;
    }
  }

  /**
   * A piece of text that one font draws.
   *
   * @param text of the piece
   * @param font at 1 point: derive the size
   * @param family the name by which libass finds it
   */
  public record Run(String text, Font font, String family) {}

  /**
   * What libass needs to draw a text.
   *
   * @param directory for {@code fontsdir}: holds every font that the text needs, regular and bold
   * @param family that covers the whole text, if there is one; otherwise switch by {@link #runs}
   */
  public record Captions(Path directory, String family) {}

  private final FontShelf shelf;
  private final FontFallback faces;

  private Fonts(FontShelf shelf, InstalledFonts installed) throws IOException, FontFormatException {
    this.shelf = shelf;
    this.faces = new FontFallback(shelf, installed);
  }

  /**
   * Opens the embedded fonts and those of the machine. {@code home}: a directory of ours, made if
   * it is not there. Throws {@link Failed} UNSUPPORTED when the JDK cannot draw text here,
   * RESOURCES when the directory cannot be written.
   */
  public static Fonts open(Path home) {
    return open(home, InstalledFonts.systemDirectories());
  }

  /** Like {@link #open(Path)}, with these directories for the machine's. */
  public static Fonts open(Path home, List<Path> systemDirectories) {
    System.setProperty("java.awt.headless", "true");
    try {
      return new Fonts(new FontShelf(home), new InstalledFonts(systemDirectories)).proven();
    } catch (IOException e) {
      throw new Failed(
          FailureKind.RESOURCES,
          "cannot write fonts to " + home + ": make room there or choose another home",
          e);
    } catch (LinkageError | InternalError | FontFormatException | RuntimeException e) {
      throw new Failed(
          FailureKind.UNSUPPORTED,
          "this JDK cannot draw text: install libfontconfig1, libfreetype6 and a font, e.g."
              + " apt-get install libfontconfig1 libfreetype6 fonts-dejavu-core ("
              + e
              + ")",
          e);
    }
  }

  /** Native parts load late: draw once, to hear of a missing one now. */
  private Fonts proven() {
    if (!faces.first(Weight.REGULAR).covers("A")) {
      throw new Failed(FailureKind.INTERNAL, "the embedded font Inter has no letter A");
    }
    return this;
  }

  @Override
  public Optional<String> missing(String text) {
    return lacking(text).stream().findFirst().map(FontAdvice::script);
  }

  /**
   * What cannot be drawn of this text and what to install, a sentence for people; empty = all of it
   * can. Emoji and the like don't count, they are left out of what is shown.
   */
  @Override
  public Optional<String> advice(String text) {
    var lacking = lacking(text);
    return lacking.isEmpty() ? Optional.empty() : Optional.of(FontAdvice.on(lacking));
  }

  private List<String> lacking(String text) {
    return Letters.graphemes(settled(text))
        .distinct()
        .filter(g -> !Letters.isOrnament(g) && !faces.draws(g))
        .toList();
  }

  /**
   * The text without what no font here can draw (emoji, broken characters), in NFC, without piles
   * of more marks on a letter than writing has, and without marks on no letter, which would be
   * drawn beside their line. May be empty.
   */
  public String showable(String text) {
    var before = text;
    var shown = drawn(before);
    // What goes may bring together what no font draws together.
    while (!shown.equals(before)) {
      before = shown;
      shown = drawn(before);
    }
    return shown;
  }

  private String drawn(String text) {
    return Letters.graphemes(settled(text))
        .filter(faces::draws)
        .collect(Collectors.joining())
        .replaceAll("(?<=^|[\\s\\p{Z}])\\p{Cf}*\\p{M}+", "")
        .replaceAll("[ \\t]{2,}", " ")
        .replaceAll(" ([.,;:!?])", "$1");
  }

  /** The pieces of the showable text, in order, each with the font that draws it. */
  public List<Run> runs(String text, Weight weight) {
    var shown = showable(text);
    var region = FontFallback.region(shown);
    var runs = new ArrayList<Run>();
    var piece = new StringBuilder();
    Typeface current = faces.first(weight);
    for (var g : Letters.graphemes(shown).toList()) {
      var face = faces.after(current, g, weight, region);
      if (face != current && piece.length() > 0) {
        runs.add(run(piece, current));
        piece.setLength(0);
      }
      current = face;
      piece.append(g);
    }
    if (piece.length() > 0) {
      runs.add(run(piece, current));
    }
    return List.copyOf(runs);
  }

  /**
   * The showable text with its fonts, to be laid out by Java2D; {@code size} in pixels. The text
   * must not be empty once it is showable.
   */
  public AttributedString attributed(String text, Weight weight, float size) {
    var runs = runs(text, weight);
    var whole = new AttributedString(runs.stream().map(Run::text).collect(Collectors.joining()));
    int at = 0;
    for (var run : runs) {
      int end = at + run.text().length();
      whole.addAttribute(TextAttribute.FONT, run.font().deriveFont(size), at, end);
      at = end;
    }
    return whole;
  }

  /** Inter alone, at 1 point: for measures that belong to no text. */
  public Font base(Weight weight) {
    return faces.first(weight).font();
  }

  /** What libass needs to draw this text. Throws {@link Failed} RESOURCES. */
  public Captions captions(String text) {
    var shown = showable(text);
    var region = FontFallback.region(shown);
    var graphemes = Letters.graphemes(shown).collect(Collectors.toCollection(LinkedHashSet::new));
    var files = new LinkedHashSet<Path>();
    files.add(faces.first(Weight.REGULAR).file());
    files.add(faces.first(Weight.BOLD).file());
    for (var g : graphemes) {
      faces.find(g, Weight.REGULAR, region).map(Typeface::file).ifPresent(files::add);
      faces.find(g, Weight.BOLD, region).map(Typeface::file).ifPresent(files::add);
    }
    var family = familyOfAll(graphemes, region, files);
    try {
      return new Captions(shelf.gather(files), family);
    } catch (IOException e) {
      throw new Failed(
          FailureKind.RESOURCES,
          "the fonts of the captions cannot be laid out: make room on the disk, then ask again",
          "cannot gather fonts in " + shelf + ": " + e,
          e);
    }
  }

  private String familyOfAll(Set<String> graphemes, String region, Set<Path> files) {
    return graphemes.stream()
        .map(g -> faces.find(g, Weight.REGULAR, region))
        .flatMap(Optional::stream)
        .distinct()
        .filter(face -> files.contains(face.file()) && graphemes.stream().allMatch(face::covers))
        .findFirst()
        .orElse(faces.first(Weight.REGULAR))
        .family();
  }

  private Run run(CharSequence piece, Typeface face) {
    return new Run(piece.toString(), face.font(), face.family());
  }

  /** NFC, at most four marks on a letter; no keycaps, halves of pairs, control or private codes. */
  private static String settled(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .replaceAll("[\\x{FE0F}\\x{20E3}\\p{Cs}\\p{Co}\\p{Cc}&&[^\\n\\t]]", "")
        .replaceAll("(\\p{M}{4})\\p{M}+", "$1");
  }
}
