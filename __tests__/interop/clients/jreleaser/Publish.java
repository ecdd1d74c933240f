package org.jreleaser.sdk.github;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jreleaser.logging.JReleaserLogger;
import org.jreleaser.logging.SimpleJReleaserLoggerAdapter;
import org.jreleaser.model.api.JReleaserContext;
import org.jreleaser.model.spi.release.Asset;
import org.jreleaser.sdk.github.api.GhRelease;

/** JReleaser's client of GitHub: a draft, its files, and publication. Arguments: address, token, owner, name, tag, files. */
public class Publish {
    public static void main(String[] args) throws Exception {
        String owner = args[2];
        String name = args[3];
        String tag = args[4];
        Github github = new Github(context(), args[0], args[1], 20, 60);
        if (github.findReleaseByTag(owner, name, tag) != null) throw new IllegalStateException("the release is there");
        GhRelease draft = new GhRelease();
        draft.setTagName(tag);
        draft.setName(tag);
        draft.setBody("The notes.");
        draft.setDraft(true);
        draft.setTargetCommitish(github.findRepository(owner, name) == null ? null : "main");
        GhRelease made = github.createRelease(owner, name, draft);
        Set<Asset> assets = new TreeSet<>();
        for (int at = 5; at < args.length; at++) assets.add(Asset.file(Path.of(args[at])));
        github.uploadAssets(made, assets);
        GhRelease published = new GhRelease();
        published.setDraft(false);
        published.setTagName(tag);
        published.setName(tag);
        github.updateRelease(owner, name, made.getId(), published);
        System.out.println(github.findReleaseByTag(owner, name, tag).getHtmlUrl());
        System.out.println(github.listAssets(owner, name, made).keySet());
    }

    private static JReleaserContext context() {
        return (JReleaserContext) nothing(JReleaserContext.class);
    }

    /** What is not set up: a logger, and otherwise false, null and more of the same. */
    private static Object nothing(Class<?> type) {
        if (type == JReleaserLogger.class) return new SimpleJReleaserLoggerAdapter();
        if (type == boolean.class) return false;
        if (type == int.class) return 0;
        if (type == Properties.class) return new Properties();
        if (type == Map.class) return Map.of();
        if (!type.isInterface()) return null;
        return Proxy.newProxyInstance(
            Publish.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> nothing(method.getReturnType()));
    }
}
