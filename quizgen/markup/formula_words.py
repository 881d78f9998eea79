"""The commands that a formula may use; none of them defines, loads, links or styles anything."""

from __future__ import annotations

# Commands for one sign each.
SYMBOLS = frozenset(
    """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu
xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega
Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
pm mp times div cdot ast star circ bullet oplus ominus otimes oslash odot cap cup uplus sqcap sqcup
vee wedge lor land setminus wr diamond triangle triangleleft triangleright bigcirc dagger ddagger
le leq ge geq ne neq equiv sim simeq approx cong propto ll gg prec succ preceq succeq parallel
nparallel perp mid nmid leqslant geqslant lesssim gtrsim doteq asymp models vdash dashv smile frown
in notin ni subset subseteq supset supseteq subsetneq supsetneq nsubseteq nsupseteq emptyset
varnothing forall exists nexists neg lnot therefore because complement
to gets rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow uparrow downarrow
updownarrow Uparrow Downarrow longrightarrow longleftarrow longleftrightarrow Longrightarrow
Longleftarrow Longleftrightarrow implies impliedby iff mapsto longmapsto hookrightarrow
hookleftarrow rightharpoonup rightharpoondown leftharpoonup leftharpoondown rightleftharpoons
nearrow searrow swarrow nwarrow leadsto rightrightarrows
sum prod coprod int iint iiint oint bigcap bigcup bigvee bigwedge bigoplus bigotimes
infty partial nabla hbar ell Re Im wp aleph beth imath jmath angle measuredangle sphericalangle
square Box blacksquare lozenge top bot surd flat natural sharp clubsuit diamondsuit heartsuit
spadesuit prime backprime
ldots cdots vdots ddots dots dotsc dotsb colon
langle rangle lfloor rfloor lceil rceil lbrace rbrace lbrack rbrack vert Vert lvert rvert lVert
rVert backslash
""".split()  # noqa: SIM905 - a list of words reads best as words
)
# Names of functions, set upright.
FUNCTIONS = frozenset(
    """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp ln log lg min max sup inf lim
limsup liminf arg det dim gcd hom ker deg Pr
""".split()  # noqa: SIM905 - a list of words reads best as words
)
_SPACES = frozenset("quad qquad enspace thinspace negthinspace space".split())  # noqa: SIM905
# Commands that take arguments, or change how their surroundings are set.
_BUILDERS = frozenset(
    """
frac dfrac tfrac cfrac sqrt binom dbinom tbinom
bar overline underline hat widehat tilde widetilde vec overrightarrow overleftarrow dot ddot acute
grave breve check overbrace underbrace overset underset stackrel
left right big Big bigg Bigg bigl bigr Bigl Bigr limits nolimits
mathrm mathbf mathit mathbb mathcal mathfrak mathsf mathtt mathscr boldsymbol text textrm textbf
textit operatorname
boxed cancel bcancel phantom xrightarrow xleftarrow not bmod pmod mod substack displaystyle
textstyle
begin end ce
""".split()  # noqa: SIM905 - a list of words reads best as words
)
COMMANDS = SYMBOLS | FUNCTIONS | _SPACES | _BUILDERS
# Signs after a backslash: spaces, and signs that would mean something else without it.
ESCAPES = frozenset(",;:!> {}|%$&#_\\")
ENVIRONMENTS = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases aligned array".split()  # noqa: SIM905
)
