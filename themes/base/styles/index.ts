import './fonts.css';
import './tokens.css';
import './base.css';
import './prose.css';
import './code.css';
import './chart.css';
import './motion.css';
