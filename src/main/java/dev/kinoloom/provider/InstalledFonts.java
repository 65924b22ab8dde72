package dev.kinoloom.provider;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The font files of a machine, read one by one and only as far as somebody needs a character, the
 * likeliest first. At most {@value #MAX_FILES} files are considered.
 */
final class InstalledFonts {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledFonts.class);
  private static final int MAX_FILES = 5000;
  private static final List<String> UNFIT =
      List.of("italic", "oblique", "mono", "condensed", "extralight", "thin", "emoji", "black");

  private final ConcurrentHashMap<Path, List<Typeface>> read = new ConcurrentHashMap<>();
  private final List<Path> files;

  InstalledFonts(List<Path> directories) {
    this.files =
        directories.stream()
            .filter(Files::isDirectory)
            .flatMap(InstalledFonts::fontsBelow)
            .limit(MAX_FILES)
            .sorted(Comparator.comparingInt(InstalledFonts::unlikeliness).thenComparing(p -> p))
            .toList();
  }

  /** Where operating systems keep fonts. */
  static List<Path> systemDirectories() {
    var home = Path.of(System.getProperty("user.home", "."));
    return List.of(
        Path.of("/usr/share/fonts"),
        Path.of("/usr/local/share/fonts"),
        home.resolve(".fonts"),
        home.resolve(".local/share/fonts"),
        Path.of("/System/Library/Fonts"),
        Path.of("/Library/Fonts"),
        home.resolve("Library/Fonts"),
        Path.of("C:\\Windows\\Fonts"));
  }

  /** The first face that will do. Reads files until there is one. */
  private Optional<Typeface> first(Predicate<Typeface> fits) {
    return files.stream().flatMap(f -> faces(f).stream()).filter(fits).findFirst();
  }

  /**
   * The first face that covers the grapheme. {@code region}: of a collection with faces for several
   * regions, the one whose family ends in this (JP, KR, SC); empty = any.
   */
  Optional<Typeface> covering(String grapheme, String region) {
    return first(face -> face.covers(grapheme))
        .map(
            face ->
                faces(face.file()).stream()
                    .filter(other -> !region.isEmpty() && other.family().endsWith(" " + region))
                    .filter(other -> other.covers(grapheme))
                    .findFirst()
                    .orElse(face));
  }

  /** The other weight of a face, if it is installed beside it; otherwise the face itself. */
  Typeface ofWeight(Typeface face, boolean bold) {
    if (face.isBold() == bold) {
      return face;
    }
    return files.stream()
        .filter(f -> sameDirectory(f, face.file()) && samePrefix(f, face.file()))
        .flatMap(f -> faces(f).stream())
        .filter(other -> other.family().equals(face.family()) && other.isBold() == bold)
        .findFirst()
        .orElse(face);
  }

  private static boolean sameDirectory(Path a, Path b) {
    return a.resolveSibling("x").equals(b.resolveSibling("x"));
  }

  private static boolean samePrefix(Path a, Path b) {
    return nameOf(a).split("[-.]", 2)[0].equals(nameOf(b).split("[-.]", 2)[0]);
  }

  private List<Typeface> faces(Path file) {
    return read.computeIfAbsent(file, InstalledFonts::read);
  }

  private static List<Typeface> read(Path file) {
    try {
      var faces = new ArrayList<Typeface>();
      for (var font : Font.createFonts(file.toFile())) {
        faces.add(new Typeface(file, font));
      }
      return List.copyOf(faces);
    } catch (IOException | FontFormatException | RuntimeException e) {
      LOG.debug("font.skipped file={} reason={}", file, e.toString());
      return List.of();
    }
  }

  private static Stream<Path> fontsBelow(Path directory) {
    try (var all = Files.walk(directory, 8)) {
      return all.filter(f -> nameOf(f).matches(".*\\.(ttf|otf|ttc)")).toList().stream();
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.debug("fonts.unreadable directory={} reason={}", directory, e.toString());
      return Stream.empty();
    }
  }

  /** Upright, regular, sans serif faces of families made for many scripts come first. */
  private static int unlikeliness(Path file) {
    var name = nameOf(file);
    int score = 40;
    if (name.startsWith("notosans")) {
      score = name.startsWith("notosans-") || name.startsWith("notosanscjk") ? 0 : 5;
    } else if (name.startsWith("dejavusans")) {
      score = 10;
    } else if (name.contains("sans") || name.startsWith("arial")) {
      score = 20;
    } else if (name.contains("serif")) {
      score = 50;
    }
    for (var word : UNFIT) {
      score += name.contains(word) ? 100 : 0;
    }
    return score + (name.contains("regular") || !name.contains("-") ? 0 : 2);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}
