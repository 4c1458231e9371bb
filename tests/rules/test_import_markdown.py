"""HTML to Markdown and back means the same."""

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.foundation.text import markup
from kring.interop.importers import markdown, texts
from kring.interop.importers.markdown import to_markdown


def words(html: str) -> str:
    return "".join(markup.plain_text(html).split())


def shape(html: str) -> list[str]:
    """The elements that carry meaning, in order; paragraphs inside list items come and go."""
    same = {"b": "strong", "i": "em", "del": "s", "kbd": "code"}
    found = re.findall(r"<(\w+)", html)
    return [same.get(name, name) for name in found if name not in ("p", "tbody", "thead")]


def test_examples_hold() -> None:
    assert doctest.testmod(markdown).failed == 0
    assert doctest.testmod(texts).failed == 0


@pytest.mark.parametrize(
    "html",
    [
        "<p>Plain.</p><p>Second.</p>",
        "<p>a <strong>bold</strong> and <em>slanted</em>, <s>gone</s></p>",
        "<p><strong>Bold </strong>then<em> slanted</em> words</p>",
        "<p><em>all of <strong>this</strong> counts</em></p>",
        "<p>one<br>two</p>",
        "<h3>Title</h3><p>text</p><h4>Under</h4>",
        "<ul><li>one</li><li>two<ul><li>inner</li></ul></li></ul>",
        "<ol><li>one</li><li><p>two</p><p>more of two</p></li></ol>",
        "<ul><li>a</li></ul><ul><li>b</li></ul>",
        "<ol><li>a</li></ol><ol><li>b</li></ol>",
        "<blockquote><p>said</p><p>twice</p></blockquote><p>answer</p>",
        "<blockquote><ul><li>in a quote</li></ul></blockquote>",
        "<pre><code>if x &lt; 3:\n    go()\n\n    ``` not a fence\n</code></pre>",
        "<p>use <code>a*b</code> or <code>`tick`</code> or <kbd>Ctrl</kbd></p>",
        '<p><a href="https://a.example/x_(y)?q=a b">a <em>link</em></a></p>',
        '<p><a href="https://a.example/">https://a.example/</a></p>',
        "<p>before</p><hr><p>after</p>",
        "<table><thead><tr><th>h</th><th>i</th></tr></thead><tbody><tr><td>a|b</td><td>c</td></tr></tbody></table>",
    ],
)
def test_form_survives(html: str) -> None:
    safe = markup.safe_html(
        html.replace("<h3", "<h1").replace("</h3", "</h1").replace("<h4", "<h2").replace("</h4", "</h2")
    )
    again = markup.render(to_markdown(safe))
    assert shape(again) == shape(safe)
    assert words(again) == words(safe)


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4 and *not slanted* and **nor bold**",
        "snake_case and _under_ and __this__",
        "# no heading",
        "- no list",
        "+ no list",
        "1. no list",
        "12) no list",
        "> no quote",
        "--- ",
        "===",
        "a | b",
        "```",
        "~~~",
        "~~kept~~",
        "[no](http://link.example) and [no]: http://x.example",
        "`no code`",
        r"back\slash \* and \\ and \frac{a}{b} \(",
        "AT&amp;amp;T &amp;lt;",
        "&lt;b&gt;not bold&lt;/b&gt; &lt;http://x.example&gt;",
        "![no](image)",
        "$a_1 * b_{2}$ and $\\sum_{i=1}^n x_i$",
        "!important",
    ],
)
def test_plain_text_stays_plain(text: str) -> None:
    html = f"<p>{text}</p>"
    again = markup.render(to_markdown(html))
    assert shape(again) == []
    assert words(again) == words(html)


def test_words_that_look_like_markup_on_a_second_line_stay_plain() -> None:
    html = "<p>a<br>- b<br># c<br>1. d<br>---</p>"
    again = markup.render(to_markdown(html))
    assert shape(again) == ["br"] * 4
    assert words(again) == "a-b#c1.d---"


def test_raised_and_lowered_letters() -> None:
    assert to_markdown("<p>x<sup>2</sup> H<sub>2</sub>O e<sup>abc</sup> a<sub>i</sub></p>") == "x² H₂O e^(abc) a\\_i"


def test_emphasis_that_markdown_cannot_say_loses_its_signs_not_its_words() -> None:
    assert markup.render(to_markdown("<p>a<em>(b)</em>c</p>")) == "<p>a(b)c</p>\n"
    assert words(markup.render(to_markdown("<p><em>a</em><em>b</em></p>"))) == "ab"


@pytest.mark.parametrize(
    "html", ["", "   ", "<p></p>", "<ul></ul>", "<table></table>", "<p><em></em></p>", "<a href='x'></a>"]
)
def test_nothing_gives_nothing(html: str) -> None:
    assert to_markdown(markup.safe_html(html)) == ""


@pytest.mark.parametrize("tag", ["blockquote", "ul", "b", "p"])
def test_very_deep_html_ends(tag: str) -> None:
    deep = markup.safe_html(f"<{tag}>" * 3_000 + "x")
    assert len(to_markdown(deep)) < 100_000


fragments = st.recursive(
    st.text(
        alphabet=st.characters(codec="ascii", exclude_characters="\x00<>&", exclude_categories=["Cc"]), max_size=12
    ),
    lambda inner: st.tuples(
        st.sampled_from(["p", "em", "strong", "code", "ul", "li", "blockquote", "h3", "s", "a"]),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=12,
)


@given(fragments)
def test_no_letter_or_digit_is_lost(html: str) -> None:
    safe = markup.safe_html(html)
    kept = re.sub(r"[^A-Za-z0-9]", "", markup.plain_text(markup.render(to_markdown(safe))))
    assert kept == re.sub(r"[^A-Za-z0-9]", "", markup.plain_text(safe))


class TestTexts:
    def test_html_is_made_safe_and_its_markdown_kept_beside_it(self) -> None:
        text = texts.of_html('<p>Hi <b>you</b><script>alert(1)</script><a href="javascript:x()">x</a></p>')
        assert "script" not in text.html
        assert "javascript" not in text.html
        assert text.body == "Hi **you**x"
        assert not text.is_cut

    def test_markdown_in_paragraphs_is_read_as_markdown(self) -> None:
        text = texts.of_html("<p>**Contact a Lawyer** </p>\n\n<p> - one<br> - two</p><p>&gt; said</p><p>##End##</p>")
        assert "<strong>Contact a Lawyer</strong>" in text.html
        assert text.html.count("<li>") == 2
        assert "<blockquote>" in text.html
        assert "<h4>End" in text.html
        assert text.body.startswith("**Contact a Lawyer**")

    def test_links_by_reference_and_images_become_links(self) -> None:
        text = texts.of_html("<p>![sketch][1] and [site](http://a.example/ )</p><p> [1]: http://b.example/i.jpg</p>")
        assert text.html.count("<a ") == 2

    def test_wrapped_text_without_signs_is_html(self) -> None:
        text = texts.of_html("<p>I earn $5 - or so - a day.<br>Really</p>")
        assert text.html == "<p>I earn $5 - or so - a day.<br>Really</p>"

    def test_pictures_become_links(self) -> None:
        text = texts.of_html('<p><img src="https://i.example/a.png" alt="enter image description here"> is it</p>')
        assert text.body == "[\\[image\\]](https://i.example/a.png) is it"
        linked = texts.of_html('<p><a href="https://big.example"><IMG alt=\'a "cat"\' src=x></a></p>')
        assert "https://big.example" in linked.html
        assert linked.html.count("<a ") == 1

    def test_a_mention_links_to_nobody(self) -> None:
        assert texts.of_markdown("@ada see *this*", longest=2_000).html == "<p>@ada see <em>this</em></p>\n"

    def test_a_million_characters_are_cut(self) -> None:
        for source in ("<p>" + "word " * 200_000 + "</p>", "x" * 1_000_000, "<p>**a** " + "y" * 1_000_000 + "</p>"):
            text = texts.of_html(source)
            assert text.is_cut
            assert len(text.body) <= 60_000
            assert len(text.html) < 200_000

    def test_hostile_html_ends_soon(self) -> None:
        for source in ("<a " * 50_000, "<img " * 50_000, "<p" * 75_000, "<b>" * 50_000, "*" * 150_000, "&lt;" * 37_500):
            assert len(texts.of_html(source).body) <= 60_000
