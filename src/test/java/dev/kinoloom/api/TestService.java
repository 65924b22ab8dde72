package dev.kinoloom.api;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.bus.Bus;
import dev.kinoloom.codec.Json;
import dev.kinoloom.delivery.SseRoutes;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Video;
import dev.kinoloom.http.Authentication;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Entrance;
import dev.kinoloom.http.KeyCache;
import dev.kinoloom.http.Routes;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.pipeline.NotedHints;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Inspection;
import dev.kinoloom.store.FactStore;
import dev.kinoloom.store.JobStore;
import dev.kinoloom.store.Progresses;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.model.ModelStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** The whole service over real HTTP; artifacts in a directory, stores in memory unless given. */
public final class TestService {
  public static final String SECRET = "kl_test-secret-of-the-first-key";
  public static final String OTHER_SECRET = "kl_test-secret-of-the-other-key";
  private static final Meters METERS = new Meters(new SimpleMeterRegistry());
  private static final SseRoutes.Pace PACE =
      new SseRoutes.Pace(
          Duration.ofMillis(500), Duration.ofMillis(700), Duration.ofSeconds(1), 50, 30);

  public final Vertx vertx = Vertx.vertx();
  public final Stores stores;
  public final Path home;
  public final Path scratch;
  public final SharedDirectory artifacts;
  public final Bus bus = new Bus(vertx);
  public final NotedHints hints = new AnnouncedHints();

  /** So many nanoseconds it is later than it is. */
  final AtomicLong ahead = new AtomicLong();

  public final AtomicInteger wakes = new AtomicInteger();
  public final int key;
  public final int otherKey;
  private final Contract contract;
  private final List<Routes> routes;
  private final ApiVerticle api;
  private final WebClient client;
  private final int node;

  public TestService(Path home) throws Exception {
    this(home, vertx -> inMemory(new ModelStores(InstantSource.system())));
  }

  public TestService(Path home, Function<Vertx, Stores> stores) throws Exception {
    this(home, stores, MediaRoutes.Limits.DEFAULT, (file, type, call) -> file);
  }

  public TestService(
      Path home, Function<Vertx, Stores> stores, MediaRoutes.Limits limits, Inspection inspection)
      throws Exception {
    this(home, stores, vertx -> Kept.unlimited(), limits, inspection);
  }

  /** {@code kept}: what is known of the files of keys. */
  public TestService(
      Path home,
      Function<Vertx, Stores> stores,
      Function<Vertx, Kept> kept,
      MediaRoutes.Limits limits,
      Inspection inspection)
      throws Exception {
    this.home = home;
    this.stores = stores.apply(vertx);
    this.scratch = Files.createDirectories(home.resolve("scratch"));
    this.artifacts = new SharedDirectory(vertx, home.resolve("artifacts"));
    this.key = await(this.stores.keys().create("first", Authentication.sha256(SECRET), 0));
    this.otherKey =
        await(this.stores.keys().create("other", Authentication.sha256(OTHER_SECRET), 1));
    this.node = await(this.stores.nodes().up("test", Duration.ofHours(1)));
    await(bus.open());
    this.contract = await(Contract.load(vertx));
    this.routes =
        routes(this.stores.jobs(), this.stores.facts(), kept.apply(vertx), limits, inspection);
    this.api = new ApiVerticle(new ApiVerticle.Listen(ApiVerticle.Listen.LOCAL, 0), routes);
    await(vertx.deployVerticle(api));
    this.client =
        WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(200));
  }

  public static Stores inMemory(ModelStores model) {
    return new Stores(
        model.jobs(), model.tasks(), model.nodes(), model.keys(), model.facts(), model.paidCalls());
  }

  private List<Routes> routes(
      JobStore jobs, FactStore facts, Kept kept, MediaRoutes.Limits limits, Inspection inspection) {
    var clock = InstantSource.system();
    var progresses = new Progresses(facts, 100);
    var cache = new KeyCache(100, Duration.ofSeconds(10), clock);
    var offer = new Offer(List.of("ink", "slate"), List.of("freetts/kevin16"), false, false);
    var intake =
        new Intake(
            vertx,
            jobs,
            artifacts,
            blocking(),
            scratch,
            offer,
            clock,
            METERS,
            Traces.OFF,
            keys -> wakes.incrementAndGet());
    var allowance = new Allowance(kept.storage(), artifacts, () -> System.nanoTime() + ahead.get());
    var freed = new FreedFiles(kept.storage(), kept.retention(), artifacts, allowance, clock);
    return List.of(
        Entrance.guarded(
            () -> UUID.randomUUID().toString(), contract, new Authentication(stores.keys(), cache)),
        new ContractRoutes(contract),
        new GenerateRoutes(vertx, contract, intake, allowance, progresses, bus, clock),
        new VideoRoutes(vertx, contract, jobs, progresses, bus, hints, clock),
        new QueueRoutes(
            contract,
            (key, most) -> Future.succeededFuture(Optional.of(new JsonObject().put("key", key)))),
        new WebhookRoutes(
            contract, null, handle -> Future.succeededFuture(Set.of()), hints, METERS),
        new DownloadRoutes(contract, jobs, progresses, artifacts),
        new MediaRoutes(
            contract,
            new Admission(artifacts, allowance, blocking(), scratch, inspection),
            allowance,
            blocking(),
            scratch,
            limits),
        new StorageRoutes(contract, jobs, allowance, freed),
        new SseRoutes(vertx, contract, jobs, facts, progresses, bus, PACE, clock, METERS));
  }

  public List<Routes> routes() {
    return routes;
  }

  public Contract contract() {
    return contract;
  }

  public Blocking blocking() {
    return new Blocking() {
      @Override
      public <T> Future<T> run(Callable<T> work) {
        return vertx.executeBlocking(work, false);
      }
    };
  }

  /** Noted, and heard by who waits for its job. */
  private final class AnnouncedHints extends NotedHints {
    @Override
    public void changed(Set<Long> jobs) {
      super.changed(jobs);
      bus.announce(jobs);
    }
  }

  public int port() {
    return api.port();
  }

  public HttpRequest<Buffer> request(HttpMethod method, String path) {
    return client.request(method, port(), ApiVerticle.Listen.LOCAL, path);
  }

  public HttpRequest<Buffer> as(String secret, HttpMethod method, String path) {
    return request(method, path).putHeader("Authorization", "Bearer " + secret);
  }

  public HttpResponse<Buffer> get(String path) throws Exception {
    return await(as(SECRET, HttpMethod.GET, path).send());
  }

  public HttpResponse<Buffer> post(String path) throws Exception {
    return await(as(SECRET, HttpMethod.POST, path).send());
  }

  public HttpResponse<Buffer> post(String path, String contentType, Buffer body) throws Exception {
    return await(
        as(SECRET, HttpMethod.POST, path).putHeader("Content-Type", contentType).sendBuffer(body));
  }

  public HttpResponse<Buffer> generate(JsonObject request) throws Exception {
    return post("/api/videos/generate", "application/json", request.toBuffer());
  }

  /** A job that was accepted. */
  public long job() throws Exception {
    var answer = generate(new JsonObject().put("brief", Texts.ARTICLE).put("seconds", 30));
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.bodyAsString());
    }
    return Long.parseLong(answer.bodyAsJsonObject().getString("jobId"));
  }

  /** Starts the next job of each key and leases its first task. */
  public Claim start() throws Exception {
    await(stores.jobs().admit(10, Set.of()));
    return await(stores.tasks().claim(node, Map.of(1, 1))).get(0);
  }

  /** Tells a fact, with or without a hint. */
  public void tell(long job, Map<String, Object> data, boolean hint) throws Exception {
    await(stores.facts().tell(job, FactKind.PROGRESS, Json.encode(data)));
    if (hint) {
      bus.announce(List.of(job));
    }
  }

  /** The task is done and with it the whole job; answers its video, made of real files. */
  public Video complete(Claim task) throws Exception {
    var video = video();
    end(
        task,
        JobState.COMPLETED,
        new Decision.NewFact(FactKind.COMPLETED, Json.encode(Map.of("video", video))));
    return video;
  }

  public void fail(Claim task, Failure failure) throws Exception {
    end(
        task,
        JobState.FAILED,
        new Decision.NewFact(
            FactKind.FAILED, Json.encode(Map.of("stage", "voice", "failure", failure))));
  }

  private void end(Claim task, JobState state, Decision.NewFact fact) throws Exception {
    var done =
        new Report(
            task.job(),
            task.no(),
            task.epoch(),
            Report.Outcome.DONE,
            Duration.ZERO,
            "{}",
            "{\"stage\":\"brief\",\"part\":0,\"share\":5.0,\"done\":1,\"of\":1}");
    await(stores.tasks().finish(node, List.of(done), List.of()));
    var snapshot = await(stores.jobs().load(List.of(task.job()))).get(0);
    var refused =
        await(
            stores
                .tasks()
                .finish(node, List.of(), List.of(Decision.end(snapshot, state, List.of(fact)))));
    if (!refused.isEmpty()) {
      throw new IllegalStateException(refused.toString());
    }
    bus.announce(List.of(task.job()));
  }

  private Video video() throws Exception {
    return new Video(
        keep("the film ".repeat(10_000), "video/mp4"),
        keep("1\n00:00:00,000 --> 00:00:01,000\nHello\n", "application/x-subrip"),
        keep("WEBVTT\n", "text/vtt"),
        keep("a picture", "image/jpeg"),
        keep("{}", "application/json"),
        "Wie Züge \"bremsen\"; ../../etc/passwd",
        30_000,
        new FrameSize(1920, 1080),
        30,
        900,
        "h264",
        "aac",
        -16.0);
  }

  public ArtifactRef keep(String content, String mediaType) throws Exception {
    var file = Files.createTempFile(home, "made-", ".bin");
    Files.writeString(file, content);
    var ref = await(artifacts.keep(key, file, mediaType));
    Files.delete(file);
    return ref;
  }

  /** Regular files below the artifacts and the scratch directory. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  public int jobs() throws Exception {
    return await(stores.jobs().list(0, Set.of(), 0, 1_000)).size();
  }

  public static <T> T await(Future<T> future) throws Exception {
    return future.await(20, SECONDS);
  }

  public void close() throws Exception {
    client.close();
    await(vertx.close());
  }
}
