"""Readings where they are easily got wrong: characters with several, and neutral tones."""

import pytest

from college.hanzi.pinyin import Token, annotate, readings, without_tone

READ = """
银行 yín háng|行走 xíng zǒu|行人 xíng rén|行业 háng yè|自行车 zì xíng chē|第三行字 dì sān háng zì|行李 xíng li
头发 tóu fa|发现 fā xiàn|理发 lǐ fà|东西 dōng xi|东方 dōng fāng|朋友 péng you|大夫 dài fu|大家 dà jiā|丈夫 zhàng fu
音乐 yīn yuè|快乐 kuài lè|睡觉 shuì jiào|觉得 jué de|得到 dé dào|长大 zhǎng dà|长江 cháng jiāng|校长 xiào zhǎng
重要 zhòng yào|重新 chóng xīn|重庆 chóng qìng|会计 kuài jì|开会 kāi huì|还钱 huán qián|还是 hái shì|首都 shǒu dū
都是 dōu shì|干净 gān jìng|干部 gàn bù|干活 gàn huó|饼干 bǐng gān|便宜 pián yi|方便 fāng biàn|着急 zháo jí
看着 kàn zhe|着凉 zháo liáng|睡着了 shuì zháo le|种子 zhǒng zi|种花 zhòng huā|中毒 zhòng dú|中间 zhōng jiān
数学 shù xué|教室 jiào shì|教书 jiāo shū|空气 kōng qì|有空 yǒu kòng|处理 chǔ lǐ|到处 dào chù|为了 wèi le
因为 yīn wèi|认为 rèn wéi|好处 hǎo chù|爱好 ài hào|答应 dā ying|应该 yīng gāi|反应 fǎn yìng|当然 dāng rán|邮局 yóu jú
上当 shàng dàng|子弹 zǐ dàn|调查 diào chá|空调 kōng tiáo|倒水 dào shuǐ|摔倒 shuāi dǎo|少年 shào nián|多少 duō shǎo
相信 xiāng xìn|照相 zhào xiàng|角色 jué sè|角落 jiǎo luò|差不多 chà bù duō|出差 chū chāi|参加 cān jiā|人参 rén shēn
朝阳 zhāo yáng|朝南 cháo nán|地方 dì fang|目的 mù dì|的确 dí què|了解 liǎo jiě|受不了 shòu bù liǎo|西藏 xī zàng
躲藏 duǒ cáng|薄弱 bó ruò|血压 xuè yā|假期 jià qī|真假 zhēn jiǎ|背包 bēi bāo|后背 hòu bèi|宿舍 sù shè|舍得 shě de
妈妈 mā ma|爸爸 bà ba|奶奶 nǎi nai|爷爷 yé ye|孩子 hái zi|儿子 ér zi|孙子 sūn zi|女子 nǚ zǐ|桌子 zhuō zi|饺子 jiǎo zi
豆腐 dòu fu|馒头 mán tou|石头 shí tou|骨头 gǔ tou|眼睛 yǎn jing|耳朵 ěr duo|胳膊 gē bo|衣服 yī fu|窗户 chuāng hu
月亮 yuè liang|星星 xīng xing|时候 shí hou|事情 shì qing|意思 yì si|认识 rèn shi|知识 zhī shi|明白 míng bai
喜欢 xǐ huan|漂亮 piào liang|舒服 shū fu|清楚 qīng chu|告诉 gào su|商量 shāng liang|休息 xiū xi|收拾 shōu shi
钥匙 yào shi|葡萄 pú tao|萝卜 luó bo|庄稼 zhuāng jia|邻居 lín jū|姑娘 gū niang|先生 xiān sheng|学生 xué sheng
我们 wǒ men|什么 shén me|怎么 zěn me|这个 zhè ge|谢谢 xiè xie|看看 kàn kan|试试 shì shi|晚上 wǎn shang
""".replace("\n", "|")

SENTENCES = """
我得去银行取钱 wǒ děi qù yín háng qǔ qián|他跑得很快 tā pǎo de hěn kuài|得了感冒 dé le gǎn mào
慢慢地走 màn màn de zǒu|地上有水 dì shang yǒu shuǐ|为人民服务 wèi rén mín fú wù|请大夫看看 qǐng dài fu kàn kan
这只猫只吃鱼 zhè zhī māo zhǐ chī yú|把书还给图书馆 bǎ shū huán gěi tú shū guǎn|我长大了 wǒ zhǎng dà le
头发长得很长 tóu fa zhǎng de hěn cháng|老师教我写字 lǎo shī jiāo wǒ xiě zì|她背着书包上学 tā bēi zhe shū bāo shàng xué
一年有四季 yī nián yǒu sì jì|不要着急 bù yào zháo jí|院子里种着花 yuàn zi lǐ zhòng zhe huā
奶奶给我量体温 nǎi nai gěi wǒ liáng tǐ wēn|去过北京 qù guo běi jīng|孩子哭了要哄 hái zi kū le yào hǒng
""".replace("\n", "|")


def _cases(table: str) -> list[tuple[str, str]]:
    return [(text, pinyin) for case in table.split("|") if case for text, _, pinyin in [case.partition(" ")]]


@pytest.mark.parametrize(("text", "pinyin"), [*_cases(READ), *_cases(SENTENCES)])
def test_a_word_is_read_as_people_say_it(text: str, pinyin: str) -> None:
    assert " ".join(readings(text)) == pinyin


def test_the_table_is_long() -> None:
    assert len(_cases(READ)) >= 120


def test_a_text_comes_in_pieces_that_are_the_text() -> None:
    text = "他说：“OK，\n3 点去银行！”😀 燈"
    tokens = annotate(text)
    assert "".join(token.text for token in tokens) == text
    assert Token("银", "yín") in tokens
    assert tokens[2] == Token("：“OK，\n3 ", "")
    assert tokens[-1] == Token("！”😀 燈", "")


def test_characters_that_are_known_come_without_pinyin() -> None:
    assert annotate("我在银行", known={"我", "在"}) == [Token("我在", ""), Token("银", "yín"), Token("行", "háng")]


def test_an_empty_text_has_no_pieces() -> None:
    assert annotate("") == []


def test_the_neutral_tone_keeps_the_vowel() -> None:
    assert [without_tone(reading) for reading in ("fà", "nǚ", "yóu")] == ["fa", "nü", "you"]
