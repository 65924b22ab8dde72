package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.ScriptProvider;
import io.vertx.core.Future;

/**
 * Writes without anybody's help. An article is told in its own sentences, whole and in their order;
 * a given script is kept word for word. It knows nothing, so from a bare topic it cannot write.
 */
public final class OfflineScripts implements ScriptProvider {
  public static final String ID = "offline";

  private final Blocking blocking;

  public OfflineScripts(Blocking blocking) {
    this.blocking = blocking;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean canWrite(Kind kind, String language) {
    return kind == Kind.ARTICLE || kind == Kind.SCRIPT;
  }

  @Override
  public Future<Script> write(Request request, Call call) {
    return blocking.run(
        () ->
            switch (request.kind()) {
              case ARTICLE -> ArticleScript.of(request);
              case SCRIPT -> GivenScript.of(request);
              case TOPIC, AUTO ->
                  throw new ProviderException(
                      ID,
                      FailureKind.UNSUPPORTED,
                      "The offline writer needs an article or a script.");
            });
  }
}
