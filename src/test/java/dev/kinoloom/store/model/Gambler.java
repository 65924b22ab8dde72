package dev.kinoloom.store.model;

import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Report.Outcome;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.domain.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the next call of a random run, with an eye on the model: workers that die, answer twice
 * or too late, deciders that are stale, people who cancel, approve and replay, nodes that come and
 * go.
 */
final class Gambler {
  static final Duration TTL = Duration.ofSeconds(12);
  static final int KEYS = 4;
  private static final int LANES = 3;
  private static final int LOST_LEASES = 3;

  private final Random dice;
  private final EngineModel model;
  private final RashDecider decider;
  private final List<Report> past = new ArrayList<>();
  private final List<Supplier<Step>> moves = new ArrayList<>();

  Gambler(long seed, EngineModel model) {
    this.dice = new Random(seed);
    this.model = model;
    this.decider = new RashDecider(dice);
    often(60, this::accept);
    often(90, this::admit);
    often(120, this::claim);
    often(160, this::report);
    often(80, this::reportAlone);
    often(100, this::readLetters);
    often(20, this::progress);
    often(8, this::tell);
    often(60, this::intend);
    often(30, this::resolve);
    often(50, this::promote);
    often(15, this::fire);
    often(5, this::retime);
    often(60, this::heartbeat);
    often(40, this::reap);
    often(20, this::nodeUp);
    often(5, this::takeOver);
    often(3, this::drain);
    often(3, this::undrain);
    often(10, this::leave);
    often(20, this::cancel);
    often(25, this::approve);
    often(10, this::replay);
    often(6, this::discard);
    often(6, this::keySet);
    often(6, this::keyPause);
    often(15, this::read);
  }

  private void often(int weight, Supplier<Step> move) {
    for (int i = 0; i < weight; i++) {
      moves.add(move);
    }
  }

  /** Keys to begin with, on any engine. */
  static void openKeys(Engine engine) {
    for (int i = 1; i <= KEYS; i++) {
      int key = engine.addKey("key " + i, "%064x".formatted(i), i);
      engine.keySet(key, null, null, 1 + i / 3, 10, i % 2 == 0);
    }
  }

  Step next() {
    boolean nobodyIsUp =
        model.tables.nodes.values().stream().noneMatch(node -> node.state == Node.State.UP);
    return nobodyIsUp ? nodeUp() : any(moves).get();
  }

  static int lane(Random dice) {
    return 1 + dice.nextInt(LANES);
  }

  private Step step(String words, Function<Engine, Object> call) {
    return new Step(time(), words, model -> call);
  }

  /** Mostly next to nothing; now and then the nodes' leases run out. */
  private Duration time() {
    int luck = dice.nextInt(200);
    if (luck < 3) {
      return TTL.plusSeconds(1);
    }
    if (luck == 3 && dice.nextInt(5) == 0) {
      return Duration.ofHours(25);
    }
    return Duration.ofMillis(luck < 40 ? 0 : luck < 150 ? dice.nextInt(50) : dice.nextInt(900));
  }

  private <T> T any(List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private @Nullable String perhaps(String... words) {
    int i = dice.nextInt(words.length + 1);
    return i == words.length ? null : words[i];
  }

  private int anyKey() {
    return 1 + dice.nextInt(KEYS);
  }

  private Set<Integer> anySlots() {
    return dice.nextInt(3) > 0 ? Set.of() : Set.of(anyKey(), KEYS + 1);
  }

  private int anyNode() {
    return Math.max(1, model.tables.lastNode - dice.nextInt(5));
  }

  /** One of the newest twenty, or none at all. */
  private long anyJob() {
    return Math.max(0, model.tables.lastJob - dice.nextInt(20));
  }

  private long anyJob(Predicate<Job> which) {
    var jobs = model.tables.jobs.values().stream().filter(which).toList();
    return jobs.isEmpty() || dice.nextInt(8) == 0 ? anyJob() : any(jobs).id;
  }

  private List<Task> leased() {
    return model.tables.tasks().filter(task -> task.state == TaskState.LEASED).toList();
  }

  // ── what comes in

  private Step accept() {
    var batch = new ArrayList<Submission>();
    for (int i = dice.nextInt(4); i >= 0; i--) {
      int key = dice.nextInt(30) == 0 ? 99 : anyKey();
      var name = dice.nextInt(3) > 0 ? null : "i" + dice.nextInt(30);
      var hash = dice.nextInt(5) > 0 ? "aa" : "bb";
      batch.add(new Submission(key, name, hash, "{}", lane(dice)));
    }
    return step("accept " + batch, engine -> engine.accept(batch));
  }

  private Step admit() {
    int want = 1 + dice.nextInt(KEYS);
    var slots = anySlots();
    if (dice.nextInt(3) == 0) {
      return admitAndClaim(want, slots);
    }
    return new Step(
        time(),
        "admit %d of %s".formatted(want, slots),
        model -> {
          int all = Ties.admit(model, want, slots);
          return engine -> engine.admit(all, slots);
        });
  }

  /** Claims whatever there is, so that there is one right answer. */
  private Step admitAndClaim(int want, Set<Integer> slots) {
    int node = anyNode();
    return new Step(
        time(),
        "admit %d of %s and claim by %d".formatted(want, slots, node),
        model -> {
          int all = Ties.admit(model, want, slots);
          return engine -> {
            var started = engine.admitAndClaim(all, slots, node, everything());
            return List.of(
                started.jobs(),
                started.resumed(),
                started.more(),
                started.left(),
                sorted(started.claims(), claim -> List.of(claim.job(), claim.no()).toString()));
          };
        });
  }

  // ── workers

  private Step claim() {
    int node = anyNode();
    var wants = new LinkedHashMap<Integer, Integer>();
    for (int lane = 1; lane <= LANES; lane++) {
      wants.put(lane, dice.nextInt(4));
    }
    return new Step(
        time(),
        "claim by %d: %s".formatted(node, wants),
        model -> {
          var all = new LinkedHashMap<Integer, Integer>();
          wants.forEach((lane, want) -> all.put(lane, Ties.claim(model, lane, want)));
          return engine ->
              sorted(engine.claim(node, all), claim -> List.of(claim.job(), claim.no()).toString());
        });
  }

  private Step report() {
    var leased = new ArrayList<>(leased());
    Collections.shuffle(leased, dice);
    if (dice.nextBoolean()) {
      leased.sort(Comparator.comparing(task -> !model.effects.wasResolved(task)));
    }
    var reports = new ArrayList<Report>();
    leased.stream().limit(1 + dice.nextInt(3)).map(this::report).forEach(reports::add);
    past.addAll(reports);
    if (!past.isEmpty() && dice.nextInt(6) == 0) {
      reports.add(any(past));
    }
    if (past.size() > 50) {
      past.subList(0, 25).clear();
    }
    return finish(reports, dice.nextInt(5) < 3);
  }

  /** What comes most often on a system at rest; now and then of a lease that is lost. */
  private Step reportAlone() {
    var tasks = leased().stream().filter(task -> task.job.state == JobState.RUNNING).toList();
    if (tasks.isEmpty()) {
      return claim();
    }
    var besideParked = tasks.stream().filter(task -> task.job.hasTask(Gambler::isParked)).toList();
    var task = any(besideParked.isEmpty() || dice.nextBoolean() ? tasks : besideParked);
    int epoch = task.epoch - (dice.nextInt(6) == 0 ? 1 : 0);
    var done =
        new Report(
            task.job.id, task.no, epoch, Outcome.DONE, Duration.ZERO, result(task), fact(task));
    var decision = decider.decideSimply(task.job, done);
    return dice.nextBoolean()
        ? finishAndClaim(anyNode(), List.of(done), List.of(decision))
        : finish(List.of(done), List.of(decision));
  }

  private static boolean isParked(Task task) {
    return task.state == TaskState.PARKED;
  }

  private Report report(Task task) {
    var outcome = outcome(task);
    boolean waits = outcome == Outcome.RETRY || outcome == Outcome.LOOK_AGAIN;
    var after = Duration.ofMillis(waits ? dice.nextInt(3000) : 0);
    return new Report(task.job.id, task.no, task.epoch, outcome, after, result(task), fact(task));
  }

  private Outcome outcome(Task task) {
    if (task.stop && dice.nextInt(3) > 0) {
      return Outcome.STOPPED;
    }
    boolean justNow = model.effects.wasResolvedSince(task, task.epoch);
    if (model.effects.wasResolved(task) && dice.nextInt(5) < (justNow ? 4 : 2)) {
      return Outcome.PARKED; // of a doubt that is none any more, or of another one
    }
    var likely =
        List.of(
            Outcome.DONE,
            Outcome.DONE,
            Outcome.DONE,
            Outcome.DONE,
            Outcome.DONE,
            Outcome.RETRY,
            Outcome.LOOK_AGAIN,
            Outcome.PARKED,
            Outcome.FAILED,
            Outcome.HANDED_BACK);
    return any(likely);
  }

  private @Nullable String result(Task task) {
    return switch (dice.nextInt(6)) {
      case 0 -> null;
      case 1 -> "{\"hash\": \"h%d\", \"epoch\": %d}".formatted(dice.nextInt(9), task.epoch);
      case 2 ->
          "{\"hash\": \"r%d\", \"epoch\": %d, \"reused\": true}"
              .formatted(dice.nextInt(9), task.epoch);
      default -> "{\"epoch\": %d}".formatted(task.epoch);
    };
  }

  private @Nullable String fact(Task task) {
    return dice.nextInt(5) == 0 ? null : "{\"no\": %d}".formatted(task.no);
  }

  /** The reports, and for some of their jobs a decision that knows of them. */
  private Step finish(List<Report> reports, boolean together) {
    var decisions = new ArrayList<Decision>();
    if (together) {
      reports.stream()
          .collect(Collectors.groupingBy(Report::job, LinkedHashMap::new, Collectors.toList()))
          .forEach(
              (id, its) -> {
                var job = model.tables.jobs.get(id);
                if (job != null && dice.nextInt(4) > 0) {
                  decisions.add(decider.decide(job, its));
                }
              });
    }
    return finish(reports, decisions);
  }

  private Step finish(List<Report> reports, List<Decision> decisions) {
    if (reports.isEmpty() && decisions.isEmpty()) {
      return dice.nextBoolean() ? admit() : claim();
    }
    if (dice.nextInt(5) == 0) {
      return finishAndClaim(anyNode(), reports, decisions);
    }
    return step(
        "finish " + reports + " " + decisions,
        engine -> sorted(engine.finish(reports, decisions), Object::toString));
  }

  /** Claims whatever there is, so that there is one right answer. */
  private Step finishAndClaim(int node, List<Report> reports, List<Decision> decisions) {
    var wants = everything();
    return step(
        "finish and claim by %d: %s %s".formatted(node, reports, decisions),
        engine -> {
          var done = engine.finishAndClaim(node, reports, decisions, wants);
          return List.of(
              sorted(done.refusals(), Object::toString),
              sorted(done.claims(), claim -> List.of(claim.job(), claim.no()).toString()));
        });
  }

  private static Map<Integer, Integer> everything() {
    var wants = new LinkedHashMap<Integer, Integer>();
    for (int lane = 1; lane <= LANES; lane++) {
      wants.put(lane, 999);
    }
    return wants;
  }

  private Step progress() {
    var leased = leased();
    if (leased.isEmpty()) {
      return tell();
    }
    var task = any(leased);
    int node = dice.nextInt(6) == 0 || task.node == null ? anyNode() : task.node;
    int epoch = task.epoch - (dice.nextInt(6) == 0 ? 1 : 0);
    return step(
        "progress by %d: %d.%d@%d".formatted(node, task.job.id, task.no, epoch),
        engine -> engine.progress(node, task.job.id, task.no, epoch, "{}"));
  }

  private Step tell() {
    long job = anyJob();
    return step("tell " + job, engine -> engine.tell(job, FactKind.PROGRESS, "{}"));
  }

  private Step intend() {
    var leased = leased();
    if (leased.isEmpty()) {
      return promote();
    }
    var task = any(leased);
    int node = dice.nextInt(8) == 0 || task.node == null ? anyNode() : task.node;
    int epoch = task.epoch - (dice.nextInt(8) == 0 ? 1 : 0);
    return step(
        "intend by %d: %d.%d@%d".formatted(node, task.job.id, task.no, epoch),
        engine -> engine.intend(node, task.job.id, task.no, epoch));
  }

  private Step resolve() {
    var open =
        model.tables.effects.values().stream().filter(effect -> effect.state.isOpen()).toList();
    var running = open.stream().filter(effect -> effect.task.node != null).toList();
    long effect = Math.max(0, model.tables.lastEffect - dice.nextInt(5));
    if (!running.isEmpty() && dice.nextBoolean()) {
      effect = any(running).id;
    } else if (!open.isEmpty() && dice.nextInt(3) > 0) {
      effect = any(open).id;
    }
    long id = effect;
    int state = 1 + dice.nextInt(3);
    var handle = perhaps("a", "a", "b");
    var note = perhaps("n");
    return step(
        "resolve %d to %d, %s, %s".formatted(id, state, handle, note),
        engine -> engine.resolve(id, state, handle, note));
  }

  private Step promote() {
    int want = 1 + dice.nextInt(5);
    return new Step(
        time(),
        "promote " + want,
        model -> {
          int all = Ties.promote(model, want);
          return engine -> engine.promote(all);
        });
  }

  // ── deciders

  private Step readLetters() {
    var woken = model.reading.letters(Duration.ZERO, Set.of()).limit(1 + dice.nextInt(4)).toList();
    if (woken.isEmpty() || dice.nextInt(10) == 0) {
      var running = model.tables.jobs.values().stream().filter(job -> !job.state.isFinal());
      woken = running.filter(job -> dice.nextInt(10) == 0).limit(3).toList();
    }
    return finish(List.of(), woken.stream().map(job -> decider.decide(job, List.of())).toList());
  }

  private Step fire() {
    int want = 1 + dice.nextInt(4);
    var again = Duration.ofMillis(1 + dice.nextInt(3000));
    return new Step(
        time(),
        "fire %d, again in %s".formatted(want, again),
        model -> {
          int all = Ties.fire(model, want);
          return engine -> sorted(engine.fire(all, again), Object::toString);
        });
  }

  private Step retime() {
    long job = anyJob();
    int kind = 1 + dice.nextInt(2);
    var after = Duration.ofMillis(dice.nextInt(1000));
    return quietly(
        "retime %d.%d to %s".formatted(job, kind, after),
        engine -> engine.retime(job, kind, after));
  }

  private Step quietly(String words, Consumer<Engine> call) {
    return step(
        words,
        engine -> {
          call.accept(engine);
          return "done";
        });
  }

  // ── nodes

  private Step nodeUp() {
    return step("node up", engine -> engine.nodeUp("node", TTL));
  }

  private Step heartbeat() {
    int node = anyNode();
    return step(
        "heartbeat of " + node,
        engine -> engine.heartbeat(node, TTL).map(holdings -> sorted(holdings, Object::toString)));
  }

  private Step reap() {
    int node = dice.nextInt(4) == 0 ? anyNode() : judge();
    var ttl = dice.nextInt(3) > 0 ? Duration.ZERO : TTL;
    return step(
        "reap by %d, ttl %s".formatted(node, ttl), engine -> engine.reap(node, ttl, LOST_LEASES));
  }

  /** Somebody whose lease stands, if there is one. */
  private int judge() {
    var inTime =
        model.tables.nodes.values().stream()
            .filter(node -> node.isInTime(model.tables.now()))
            .toList();
    return inTime.isEmpty() ? anyNode() : any(inTime).id;
  }

  private Step takeOver() {
    int node = anyNode();
    return step("take over by " + node, engine -> engine.takeOver(node, LOST_LEASES));
  }

  private Step drain() {
    int node = anyNode();
    return quietly("drain " + node, engine -> engine.drain(node));
  }

  private Step undrain() {
    int node = anyNode();
    return quietly("undrain " + node, engine -> engine.undrain(node));
  }

  private Step leave() {
    int node = anyNode();
    return step("leave " + node, engine -> engine.leave(node));
  }

  // ── people

  private Step cancel() {
    long job =
        switch (dice.nextInt(4)) {
          case 0 -> anyJob();
          case 1 -> anyJob(its -> its.state == JobState.HELD);
          case 2 -> anyJob(its -> its.runs() && its.hasTask(task -> task.node != null));
          default -> anyJob(its -> !its.state.isFinal() && model.effects.isOpen(its));
        };
    return step("cancel " + job, engine -> engine.cancel(job));
  }

  private Step approve() {
    long id = anyJob(job -> job.state == JobState.HELD);
    var job = model.tables.jobs.get(id);
    int rev = (job == null ? 0 : job.rev) - (dice.nextInt(5) == 0 ? 1 : 0);
    return step("approve %d at %d".formatted(id, rev), engine -> engine.approve(id, rev));
  }

  private Step replay() {
    long job = anyJob(its -> its.state == JobState.FAILED);
    return step("replay " + job, engine -> engine.replay(job));
  }

  private Step discard() {
    long job = anyJob(its -> its.dead == Job.DeadLetter.OPEN);
    return step("discard " + job, engine -> engine.discard(job));
  }

  private Step keySet() {
    int key = anyKey();
    var weight = dice.nextBoolean() ? null : any(List.of(0.5, 1.0, 2.0, 4.0));
    var headStart = dice.nextBoolean() ? null : Duration.ofSeconds(dice.nextInt(3));
    var concurrent = dice.nextBoolean() ? null : 1 + dice.nextInt(3);
    var open = dice.nextBoolean() ? null : 3 + dice.nextInt(10);
    var blocks = dice.nextBoolean() ? null : dice.nextBoolean();
    return quietly(
        "key %d: weight %s, head start %s, at once %s, open %s, dead block %s"
            .formatted(key, weight, headStart, concurrent, open, blocks),
        engine -> engine.keySet(key, weight, headStart, concurrent, open, blocks));
  }

  private Step keyPause() {
    int key = anyKey();
    boolean paused = dice.nextInt(3) == 0;
    return quietly(
        "pause of %d: %s".formatted(key, paused), engine -> engine.keyPause(key, paused));
  }

  // ── readers

  private Step read() {
    long job = anyJob();
    var jobs = List.of(anyJob(), anyJob(), anyJob());
    var older = dice.nextBoolean() ? Duration.ZERO : Duration.ofMillis(dice.nextInt(500));
    var slots = anySlots();
    int want = 1 + dice.nextInt(5);
    return new Step(
        time(),
        "read %d, load %s, %d letters of %s older than %s".formatted(job, jobs, want, slots, older),
        model -> {
          int all = Ties.letters(model, older, slots, want);
          return engine ->
              List.of(
                  sorted(engine.load(jobs), snapshot -> "" + snapshot.job()),
                  sorted(engine.letters(older, slots, all), Object::toString),
                  engine.facts(job, want, 5).stream().map(Gambler::timeless).toList(),
                  engine.find(job).map(its -> List.of(its.state(), its.lastSeq())),
                  engine.list(anyKeyOf(job), Set.of(JobState.QUEUED), job, want).stream()
                      .map(its -> its.job())
                      .toList(),
                  engine.checkpoint(anyKeyOf(job), "h" + want));
        });
  }

  private static int anyKeyOf(long job) {
    return (int) (job % (KEYS + 1));
  }

  private static String timeless(Fact fact) {
    return fact.seq() + " " + fact.kind() + " " + fact.data();
  }

  private static <T> List<T> sorted(Collection<T> answers, Function<T, String> by) {
    return answers.stream().sorted(Comparator.comparing(by)).toList();
  }
}
