package dev.kinoloom.provider.openai;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One question, one answer: bounded in time and size, every failure classified. */
final class ChatClient {
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SHOWN = 300;
  private static final int LETTERS_A_TOKEN = 4;

  /**
   * What came.
   *
   * @param content of the first choice
   * @param finish why it ended, e.g. {@code stop}, {@code length}
   */
  record Answer(String content, String finish) {
    boolean isCutOff() {
      return finish.equals("length");
    }
  }

  private final ChatScripts.Config config;
  private final HttpClient http;

  ChatClient(Vertx vertx, ChatScripts.Config config) {
    this.config = config;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout((int) config.timeout().toMillis() + 1_000)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(32 * 1024));
  }

  /** Fails with a {@link ProviderException}. */
  Future<Answer> complete(JsonArray messages, Call call) {
    var to =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(config.baseUrl().replaceFirst("/+$", "") + "/chat/completions");
    return http.request(to)
        .compose(request -> exchange(request, body(messages), call))
        .recover(failure -> Future.failedFuture(classified(failure)));
  }

  private Future<Answer> exchange(HttpClientRequest request, JsonObject body, Call call) {
    call.onStop(request::reset);
    request.putHeader("Content-Type", "application/json");
    if (!config.apiKey().isEmpty()) {
      request.putHeader("Authorization", "Bearer " + config.apiKey().reveal());
    }
    return request
        .send(body.toBuffer())
        .compose(
            response ->
                bounded(response)
                    .map(
                        bytes -> {
                          charge(response.statusCode(), body, bytes, call);
                          return read(response.statusCode(), bytes);
                        }))
        .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> request.reset());
  }

  private JsonObject body(JsonArray messages) {
    var schema =
        new JsonObject().put("name", "script").put("strict", true).put("schema", Prompt.schema());
    return new JsonObject()
        .put("model", config.model())
        .put("messages", messages)
        .put("max_tokens", config.maxTokens())
        .put(
            "response_format",
            new JsonObject().put("type", "json_schema").put("json_schema", schema));
  }

  private Future<Buffer> bounded(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    var bytes = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(bytes));
    response.handler(
        chunk -> {
          if (bytes.length() + chunk.length() > MOST_BYTES) {
            whole.tryFail(failure(FailureKind.BAD_OUTPUT, "answered with more than 4 MiB"));
          } else {
            bytes.appendBuffer(chunk);
          }
        });
    return whole.future();
  }

  /** By the tokens that the server counted; where it did not, by a token for four characters. */
  private void charge(int status, JsonObject asked, Buffer answered, Call call) {
    if (status != 200) {
      return;
    }
    long prompt = asked.getJsonArray("messages").encode().length() / LETTERS_A_TOKEN;
    long answer = answered.length() / LETTERS_A_TOKEN;
    try {
      if (answered.toJsonObject().getValue("usage") instanceof JsonObject usage) {
        prompt = usage.getLong("prompt_tokens", prompt);
        answer = usage.getLong("completion_tokens", answer);
      }
    } catch (DecodeException | ClassCastException e) {
      // told by read(); what was sent is paid for all the same
    }
    call.costs(ChatScripts.ID, config.prices().of(prompt, answer));
  }

  private Answer read(int status, Buffer bytes) {
    if (status != 200) {
      throw failure(
          kind(status),
          "answered %d".formatted(status),
          "answered %d: %s".formatted(status, reason(bytes)),
          null);
    }
    try {
      var choice = bytes.toJsonObject().getJsonArray("choices").getJsonObject(0);
      var message = choice.getJsonObject("message");
      var finish = choice.getString("finish_reason", "stop");
      if ("content_filter".equals(finish) || message.getString("refusal") != null) {
        throw failure(FailureKind.VALIDATION, "refused to write about this text");
      }
      return new Answer(String.valueOf(message.getString("content")), String.valueOf(finish));
    } catch (DecodeException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException e) {
      throw failure(FailureKind.BAD_OUTPUT, "answered something that is no chat completion");
    }
  }

  private static FailureKind kind(int status) {
    return switch (status) {
      case 401, 402, 403 -> FailureKind.CREDENTIALS;
      case 408, 504 -> FailureKind.TIMEOUT;
      case 429 -> FailureKind.RATE_LIMITED;
      case 400, 404, 413, 422 -> FailureKind.VALIDATION;
      default -> status >= 500 ? FailureKind.UNAVAILABLE : FailureKind.UNSUPPORTED;
    };
  }

  /** What the server says, short, and never with our key in it. */
  private String reason(Buffer bytes) {
    var said = bytes.getString(0, Math.min(bytes.length(), 4 * SHOWN));
    try {
      if (bytes.toJsonObject().getValue("error") instanceof JsonObject error) {
        said = String.valueOf(error.getValue("message"));
      }
    } catch (DecodeException e) {
      // not JSON: shown as it is
    }
    var masked = config.apiKey().isEmpty() ? said : said.replace(config.apiKey().reveal(), "***");
    var line = masked.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  private ProviderException classified(Throwable failure) {
    if (failure instanceof ProviderException known) {
      return known;
    }
    boolean slow =
        failure instanceof TimeoutException
            || failure instanceof io.netty.channel.ConnectTimeoutException;
    var what = slow ? "did not answer in time" : "cannot be reached";
    return failure(slow ? FailureKind.TIMEOUT : FailureKind.CONNECTION, what, what, failure);
  }

  private ProviderException failure(FailureKind kind, String what) {
    return failure(kind, what, what, null);
  }

  /** Where it is, and what it says, is for who runs the service. */
  private ProviderException failure(
      FailureKind kind, String what, String detail, @Nullable Throwable cause) {
    return new ProviderException(
        ChatScripts.ID,
        kind,
        "The language model %s.".formatted(what),
        "The language model at %s %s.".formatted(config.baseUrl(), detail),
        cause);
  }
}
