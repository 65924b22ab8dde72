package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.ScriptProvider.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An article, told in its own sentences within the wanted time. */
final class ArticleScript {
  private static final double OTHER_SECTION = 6;
  private static final double OTHER_PARAGRAPH = 1;
  private static final double APART = 0.4;
  private static final double LEANS = 0.5;

  private final Request request;
  private final Article article;
  private final Terms terms;

  private ArticleScript(Request request) {
    this.request = request;
    this.article = Article.of(request.text(), request.language());
    this.terms = new Terms(article.lines().stream().map(Line::text).toList(), request.language());
  }

  /** The script; fails with VALIDATION when no sentence can be said in the wanted time. */
  static Script of(Request request) {
    return new ArticleScript(request).write();
  }

  private Script write() {
    var title = request.title();
    int wanted = (int) Math.round(request.brief().seconds() * request.wordsPerMinute() / 60);
    var importance = Ranking.of(article, terms, title);
    var chosen =
        Excerpt.of(article, terms, importance, wanted).stream().map(article.lines()::get).toList();
    if (chosen.isEmpty()) {
      throw new ProviderException(
          OfflineScripts.ID,
          FailureKind.VALIDATION,
          "The text has no whole sentence that can be said in %d seconds; punctuate it, ask for more"
                  .formatted(request.brief().seconds())
              + " seconds, or give it as a script.");
    }
    return new Script(title, request.language(), OfflineScripts.ID, scenes(title, chosen));
  }

  private List<Scene> scenes(String title, List<Line> chosen) {
    var headings = new Headings(terms, request.language());
    var scenes = new ArrayList<Scene>();
    int from = 0;
    int section = 0;
    var sizes = SceneCuts.of(pieces(chosen));
    for (int size : sizes) {
      var lines = chosen.subList(from, from + size);
      boolean opens = lines.get(0).section() != section;
      section = lines.get(size - 1).section();
      var wish = from == 0 ? title : opens ? article.headings().get(lines.get(0).section()) : "";
      scenes.add(scene(scenes.size() + 1, sizes.size(), headings, wish, lines));
      from += size;
    }
    return scenes;
  }

  private Scene scene(int number, int of, Headings headings, String wish, List<Line> lines) {
    var joint = Joint.of(request.language());
    var narration = lines.stream().map(Line::text).collect(Collectors.joining(joint));
    var listed =
        lines.stream().map(Line::points).filter(p -> !p.isEmpty()).findFirst().orElse(List.of());
    var points =
        listed.isEmpty()
            ? Points.of(lines.stream().map(Line::text).toList(), request.language())
            : listed;
    var role = number == 1 ? Role.HOOK : number == of ? Role.CLOSE : Role.BODY;
    return new Scene(number, role, headings.of(wish, narration), narration, points);
  }

  private List<SceneCuts.Piece> pieces(List<Line> chosen) {
    var pieces = new ArrayList<SceneCuts.Piece>();
    for (int i = 0; i < chosen.size(); i++) {
      var line = chosen.get(i);
      double seconds = line.words() * 60 / request.wordsPerMinute();
      pieces.add(
          i == 0
              ? new SceneCuts.Piece(seconds, 0, 0)
              : piece(seconds, chosen.get(i - 1), line, i == 1));
    }
    return pieces;
  }

  private SceneCuts.Piece piece(double seconds, Line before, Line line, boolean afterOpening) {
    boolean follows = article.lines().indexOf(line) == article.lines().indexOf(before) + 1;
    double gap =
        before.section() != line.section()
            ? OTHER_SECTION
            : (before.paragraph() != line.paragraph() ? OTHER_PARAGRAPH : 0)
                + (follows ? 0 : APART)
                + (afterOpening ? 0.3 : 0);
    return new SceneCuts.Piece(seconds, gap, line.leansBack() || before.leansOn() ? LEANS : 0);
  }
}
